"""Who fills the seats of each body, counted in two texts."""

from __future__ import annotations

from datetime import date

from politeia.case.library import load
from politeia.paper.composition import fillings
from politeia.paper.diff import compare, of_layer

POLITY = load("kazakhstan").polity


def test_the_seats_of_a_body_add_up_to_its_size() -> None:
    for act in POLITY.acts:
        for side in ("before", "after"):
            found = list(fillings(POLITY.before(act), POLITY.after(act)))
            for body in {filling.body for filling in found}:
                own = [filling for filling in found if filling.body == body]
                counts = [getattr(filling, side) for filling in own]
                whole = getattr(own[0], f"of_{side}")
                assert None in counts or sum(counts) in (whole, 0)


def test_a_filling_names_the_acts_that_changed_the_body() -> None:
    found = compare(POLITY.at(date(2022, 1, 1)), POLITY.at(date(2026, 6, 1))).composition
    acts = {filling.body: filling.acts for filling in found}
    assert all(acts.values())
    assert "2022" in acts["senate"]


def test_a_layer_has_the_bodies_whose_seats_its_acts_changed() -> None:
    whole = compare(POLITY.at(date(2022, 1, 1)), POLITY.at(date(2026, 6, 1)))
    organic = of_layer(whole, POLITY, "organic")
    seats = {change.id for change in organic.changes if change.record == "seats"}
    assert {filling.body for filling in organic.composition} == {
        POLITY.at(date(2026, 6, 1)).seats.get(group, POLITY.at(date(2022, 1, 1)).seats.get(group)).read.body  # type: ignore[union-attr]
        for group in seats
    }
    assert "senate" not in {filling.body for filling in organic.composition}
    assert (organic.facts, organic.untouched, organic.layer) == ((), (), "organic")
