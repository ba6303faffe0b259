"""So what: a change in plain words, by its section, its kind, and the sign of whoever it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from politeia.assess.compose import Assessment
from politeia.catalogue import Catalogue, message, opening
from politeia.paper.diff import Change


def meaning(change: Change, found: Assessment, say: Catalogue) -> str:
    """What a change means, in plain words, by its section, its kind and the sign of whoever it is about."""
    record = "personal" if change.kind == "personal" else change.record
    first, *others = change.direction.values() or (None,)
    if first == 0 and any(others):
        first = None  # the sentence for no change would be wrong of the others
    keys = ((record, change.kind, first), (record, change.kind, None), (record, None, None))
    key = next(key for key in keys if key in MEANINGS)
    sentence = say(MEANINGS[key], name=say.listed([found.named(actor) for actor in _meant(change, found)]))
    return " ".join([opening(sentence), *_remaining(change, found, say)])


def _meant(change: Change, found: Assessment) -> list[str]:
    """Whom the sentence names: of a provision all who fare alike, the head of state only where nobody else does."""
    first = next(iter(change.direction), "")
    if change.record != "provisions":
        return [first]
    alike = [actor for actor, sign in change.direction.items() if sign == change.direction.get(first)]
    return [actor for actor in alike if found.after.kind(actor) != "head_of_state"] or alike or [first]


MEANINGS: Mapping[tuple[str, str | None, object], str] = {
    ("powers", "new", None): message("This could not be done by {name} before."),
    ("powers", "removed", None): message("{name} can no longer do this."),
    ("powers", "transfer", None): message("The decision passes from {name} to another."),
    ("powers", "tightened", None): message("It may be used less freely than before."),
    ("powers", "loosened", None): message("It may be used more freely than before."),
    ("powers", "renamed", None): message("Only the name changes."),
    ("powers", None, None): message("The power works differently."),
    ("seats", None, None): message("Who fills the body changes."),
    ("seats", "composition", 1): message("A larger part of the body is filled by {name}."),
    ("seats", "composition", -1): message("A smaller part of the body is filled by {name}."),
    ("seats", "composition", "mixed"): message(
        "What {name} fills freely and what {name} fills with others do not move the same way; the numbers of seats "
        "stand beside this."
    ),
    ("seats", "composition", 0): message(
        "Nobody fills a larger part of the body; what changes is how, or for how long."
    ),
    ("procedures", "new", None): message("A procedure that did not exist."),
    ("procedures", "removed", None): message("The procedure is gone."),
    ("procedures", "loosened", None): message("Proposals pass in more circumstances than before."),
    ("procedures", "tightened", None): message("Proposals pass in fewer circumstances than before."),
    ("procedures", "renamed", None): message("Only the name changes."),
    ("procedures", None, None): message("The way to a decision differs."),
    ("provisions", "new", -1): message("A new limit on {name}."),
    ("provisions", "new", 1): message("A new protection of {name}."),
    ("provisions", "removed", 1): message("A limit on {name} is gone."),
    ("provisions", "removed", -1): message("A protection of {name} is gone."),
    ("provisions", "right", 1): message("The right reaches further."),
    ("provisions", "right", -1): message("The right reaches less far."),
    ("provisions", "declaratory", None): message("A declaration: it gives nobody a power and takes none away."),
    ("provisions", None, None): message("The clause changes; it decides nothing by itself."),
    ("personal", "personal", -1): message("A clause made for a person or a few is gone."),
    ("personal", "personal", 1): message("A clause made for a person or a few is added."),
    ("personal", None, None): message("A clause made for a person or a few changes."),
    ("bodies", "new", None): message("A body that did not exist; what it may do stands under its powers."),
    ("bodies", "removed", None): message("The body is gone; what it could do stands under its powers."),
    ("bodies", "renamed", None): message(
        "This record shows only the name; what the body may do and who sits in it stand in their own records."
    ),
    ("bodies", None, None): message("The body is another in kind."),
}


def _remaining(change: Change, found: Assessment, say: Catalogue) -> Iterator[str]:
    """Who can still take a decision that another has lost, and who may dismiss them."""
    for other in found.verdict.remains.get(f"{change.record}.{change.id}", ()):
        articles = ", ".join(other.articles)
        if other.dismissed_by:
            names = say.listed([found.named(actor) for actor in other.dismissed_by])
            yield say(
                "{name} still can, and may be dismissed by {others} (art. {articles}).",
                name=opening(found.named(other.actor)),
                others=names,
                articles=articles,
            )
        else:
            yield say("{name} still can (art. {articles}).", name=opening(found.named(other.actor)), articles=articles)
