"""The answer, in at most 120 words, and the vector of who gained and who lost behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from politeia.assess.compose import Assessment
from politeia.brief.document import NONE, Cell, Finding, Part, Row, Section, Shown, Table, Text, Told
from politeia.brief.sections.power import TIMES, key, number, rule_alone
from politeia.brief.sections.untouched import method
from politeia.case.core import CORE
from politeia.case.core import answer as answered
from politeia.catalogue import Catalogue, message, opening

LIMIT = 120  # words
FEW = 3  # with fewer changed records, none of them in a core decision, no answer is claimed
NAMED = 4  # how many core decisions a sentence names before it only counts the rest

# The first sentence, by whether core decisions moved, whether some stand, and whether anybody gained or lost at all.
HEADLINES: Mapping[tuple[bool, bool, bool], str] = {
    (True, True, True): message("On paper, some power moved and some stayed where it was."),
    (True, True, False): message("Core rules changed, but no one gained or lost power on paper."),
    (True, False, True): message("On paper, power moved in every core decision that can be compared."),
    (True, False, False): message("Core rules changed, but no one gained or lost power on paper."),
    (False, True, True): message("The text changed at its edges; every core decision that can be compared stands."),
    (False, True, False): message("On paper, no power moved."),
    (False, False, True): message("Some power moved on paper; no core decision can be compared."),
    (False, False, False): message("On paper, no power moved; no core decision can be compared."),
}
WAYS: Mapping[str, str] = {
    "gained": message("Gains"),
    "lost": message("Loses"),
    "mixed": message("Both ways"),
    "unclear": message("Unclear"),
}


def told(found: Assessment, say: Catalogue) -> Told:
    """The section: the sentences, then the table of standings."""
    findings = {finding.id: finding for finding in _findings(found, say)}
    table = (_table(found, say, findings),) if found.verdict.standings and found.changes.changes else ()
    parts: tuple[Part, ...] = (*answer(found, say), *table)
    return Section("answer", say("The answer"), parts, tuple(findings)), tuple(findings.values())


def headline(found: Assessment, say: Catalogue) -> str:
    """The first sentence of the answer; what the case does not hold is not taken for what did not move."""
    verdict = found.verdict
    if found.without_before:
        return say("The case holds no text from before this act, so that nothing can be compared.")
    if not found.changes.changes:
        return say("The case holds no change that this act made.")
    if not found.verdict.moved and len(found.changes.changes) < FEW:
        return say("The case holds too little of this act to answer.")
    signed = any(s.gained or s.lost or s.mixed or s.unclear for s in verdict.standings)
    return say(HEADLINES[bool(verdict.moved), bool(verdict.untouched), signed])


def answer(found: Assessment, say: Catalogue) -> tuple[Text, ...]:
    """The sentences of the answer, in at most 120 words; where they are more, the least telling are left out."""
    kept = sorted(_sentences(found, say), key=lambda item: item[0])
    while len(kept) > 1 and sum(len(text.text.split()) for _, _, text in kept) > LIMIT:
        kept.pop()
    return tuple(text for _, _, text in sorted(kept, key=lambda item: item[1]))


def _sentences(found: Assessment, say: Catalogue) -> Iterator[tuple[int, int, Text]]:
    """Each sentence with its rank (the lower, the sooner it is kept) and its place."""
    yield 0, 0, Text(headline(found, say))
    yield 1, 99, Text(say("Who holds these powers in fact is not measured yet."))
    if found.without_before or not found.changes.changes:
        return
    if found.verdict.moved or found.verdict.untouched:
        yield 2, 1, _core(found, say)
    for place, (record, others) in enumerate(found.verdict.remains.items()):
        for other in others[:1]:
            change = next(c for c in found.changes.changes if f"{c.record}.{c.id}" == record)
            loser = next(iter(change.direction), "")
            fields = {"loser": found.named(loser), "what": change.title, "other": found.named(other.actor)}
            sentence = say("{loser} can no longer {what}; {other} still can.", **fields)
            if loser in other.dismissed_by:
                sentence = say("{loser} can no longer {what}; {other}, which {loser} may dismiss, still can.", **fields)
            yield 3 + place, 2 + place, Text(opening(sentence), (f"changes.{record}",))
    yield from ((10, 40, text) for text in _voting(found, say))
    yield from ((20, 50, text) for text in _votes(found, say))


def _core(found: Assessment, say: Catalogue) -> Text:
    """How many core decisions the case answers, and which of them changed and which stand."""
    moved, still = found.verdict.moved, found.verdict.untouched
    n = len(moved) + len(still)
    sentence = say("The case answers {n} of {all} core decisions.", n=n, all=len(CORE))
    if moved:
        changed = say.plural("{n} changed", "{n} changed", len(moved))
        sentence = f"{sentence} {say('{changed}: {names}.', changed=changed, names=_named(moved, say))}"
    if still:
        stands = say.plural("{n} stands", "{n} stand", len(still))
        sentence = f"{sentence} {say('{stands}: {names}.', stands=stands, names=_named(still, say))}"
    return Text(sentence, ("answer.core.moved", "answer.core.untouched"))


def _named(decisions: tuple[str, ...], say: Catalogue) -> str:
    names = [CORE[name].name for name in decisions[:NAMED]]
    if len(decisions) > NAMED:
        names.append(say("{n} more", n=len(decisions) - NAMED))
    return say.listed(names)


def _voting(found: Assessment, say: Catalogue) -> Iterator[Text]:
    """What the new rule itself moved in the first procedure that can be measured, seats held as they were."""
    for shift in found.shifts:
        shares = dict(rule_alone(shift))
        if not shares or found.changes.unknown:
            continue
        powers = {standing.actor: standing.power.get(shift.id) for standing in found.verdict.standings}
        pieces, ids = [], []
        for actor, share in shares.items():
            moved = powers.get(actor)
            if moved and moved.before:
                fields = {"before": say.number(moved.before.shapley_shubik), "after": say.number(share)}
                pieces.append(say("{name} {before} to {after}", name=found.name(actor), **fields))
                ids += [key(shift.id, actor, "shapley_shubik", when) for when in ("before", "rule")]
        text = say(
            "With seats held fixed, the rule for a law moves the shares of power: {pieces}.", pieces=say.listed(pieces)
        )
        yield Text(text, tuple(ids))
        return


def _votes(found: Assessment, say: Catalogue) -> Iterator[Text]:
    for vote in found.votes:
        n = len(vote.result.conditions)
        met = sum(condition.met == "yes" for condition in vote.result.conditions)
        reported = sum(condition.met == "yes" and condition.basis == "reported" for condition in vote.result.conditions)
        ids = (f"answer.{vote.id}.met", f"answer.{vote.id}.conditions", f"answer.{vote.id}.reported")
        fields = {"met": met, "reported": reported}
        sentence = say.plural(
            "The referendum met {met} of {n} condition", "The referendum met {met} of {n} conditions", n, **fields
        )
        yield Text(
            say("{sentence}, {reported} only as reported.", sentence=sentence, **fields)
            if reported
            else f"{sentence}.",
            ids,
        )


def _findings(found: Assessment, say: Catalogue) -> Iterator[Finding]:
    verdict = found.verdict
    for name, label, values in (
        ("moved", say("Core decisions that changed"), verdict.moved),
        ("untouched", say("Core decisions that stand untouched"), verdict.untouched),
    ):
        articles, sources = _grounds(found, values)
        yield Finding(
            id=f"answer.core.{name}",
            label=label,
            value=len(values),
            basis="computed",
            method=method(say),
            articles=articles,
            sources=sources,
        )
    changes = {f"{change.record}.{change.id}": change for change in found.changes.changes}
    for standing in verdict.standings:
        for way, label in WAYS.items():
            own = [changes[record] for record in getattr(standing, way)]
            yield Finding(
                id=f"answer.{standing.actor}.{way}",
                label=f"{opening(standing.name)}: {say(label)}",
                value=len(own),
                basis="computed",
                method=say("Changed records counted by the sign that each has for the holder; records are not weighed"),
                articles=tuple(dict.fromkeys(a for change in own for a in change.articles)),
                sources=tuple(dict.fromkeys(s for change in own for s in change.sources)),
            )
        articles, sources = _grounds(found, standing.untouched)
        yield Finding(
            id=f"answer.{standing.actor}.untouched",
            label=say("{name}: untouched core decisions", name=opening(standing.name)),
            value=len(standing.untouched),
            basis="computed",
            articles=articles,
            sources=sources,
            method=say("Core decisions that stand untouched and in which the holder takes part"),
        )
    for vote in found.votes:
        conditions = vote.result.conditions
        counts = {
            "conditions": (say("Conditions of the referendum"), len(conditions)),
            "met": (say("Conditions met"), sum(condition.met == "yes" for condition in conditions)),
            "reported": (
                say("Conditions met only as reported"),
                sum(c.met == "yes" and c.basis == "reported" for c in conditions),
            ),
        }
        for name, (label, n) in counts.items():
            yield Finding(
                id=f"answer.{vote.id}.{name}",
                label=label,
                value=n,
                basis="recomputed",
                method=say("Conditions of the referendum counted"),
                sources=tuple(dict.fromkeys(source for condition in conditions for source in condition.sources)),
            )


def _grounds(found: Assessment, decisions: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The articles and sources of the records that answer core decisions in either text."""
    records = [
        r for name in decisions for text in (found.before, found.after) for r in answered(CORE[name], text).records
    ]
    return (
        tuple(dict.fromkeys(article for record in records for article in record.articles)),
        tuple(dict.fromkeys(source for record in records for source in record.sources)),
    )


def _table(found: Assessment, say: Catalogue, findings: Mapping[str, Finding]) -> Table:
    shift = next((shift.id for shift in found.shifts if shift.before.result or shift.after.result), None)
    ways = [way for way in WAYS if way != "unclear" or any(standing.unclear for standing in found.verdict.standings)]
    columns = [say("Holder of power"), *(say(WAYS[way]) for way in ways), say("Untouched")]
    if shift:
        columns += [say("Share over a law, before"), say("Share over a law, after")]
    rows = []
    for standing in found.verdict.standings:
        cells = [number(findings[f"answer.{standing.actor}.{way}"], say) for way in (*ways, "untouched")]
        if shift:
            moved = standing.power.get(shift)
            for when in TIMES:
                voting = getattr(moved, when) if moved else None
                identity = key(shift, standing.actor, "shapley_shubik", when)
                cells.append(
                    Cell(shown=(Shown(say.number(voting.shapley_shubik), identity),)) if voting else Cell(NONE)
                )
        rows.append(Row(Cell(opening(standing.name)), tuple(cells)))
    note = say(
        "Changed records in which each holder gains, loses or moves both ways, counted and not weighed; core "
        "decisions in which it takes part and that stand untouched. A vector, not a score."
    )
    return Table("standings", say("Who gained and who lost, on paper"), tuple(columns), tuple(rows), note, numeric=True)
