"""The referendum on the reform: each condition with what it required, what was observed, and by what margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from politeia.assess.compose import Assessment, Vote
from politeia.brief.citing import cite
from politeia.brief.document import Cell, Finding, Part, Row, Section, Shown, Table, Text, Told
from politeia.catalogue import Catalogue, message, opening
from politeia.elections.referendum import Compared, Met

ANSWERS: Mapping[str, str] = {
    "yes": message("yes"),
    "no": message("no"),
    "depends": message("depends on what is not known"),
}
BASES: Mapping[str, str] = {"recomputed": message("recomputed"), "reported": message("as reported")}
AGREES: Mapping[str, str] = {
    "yes": message("agrees"),
    "no": message("differs"),
    "depends": message("depends on what is not known"),
}
ROLES: Mapping[str, str] = {"validity": message("for validity"), "adoption": message("for adoption")}


def told(found: Assessment, say: Catalogue) -> Told:
    """The section; it says so where the case knows of no referendum on the reform."""
    parts: list[Part] = []
    findings: list[Finding] = []
    for vote in found.votes:
        own = {
            finding.id: finding for condition in vote.result.conditions for finding in _findings(vote, condition, say)
        }
        answers = {finding.id: finding for finding in _answers(vote, say)}
        printed = {finding.id: finding for item in vote.result.published for finding in _compared(vote, item, say)}
        findings += [*own.values(), *answers.values(), *printed.values()]
        words = {name: say(ANSWERS[getattr(vote.result, name)]) for name in ("valid", "adopted")}
        day = say.day(vote.declared.held)
        question = vote.declared.question
        asked = (
            [say("{day}. The question: {question}.", day=day, question=question.text())] if question else [f"{day}."]
        )
        result = say("Valid: {valid}. Adopted: {adopted}.", **words)
        parts.append(Text(" ".join([*asked, result]), tuple(answers)))
        parts.append(_table(vote, own, say))
        if printed:
            parts.append(_published(vote, printed, say))
        parts.append(
            Text(
                say(
                    "The counts are taken as they were published; whether they can be believed is another "
                    "question, which this brief does not answer."
                )
            )
        )
        parts += _notes(vote, say)
    if not found.votes:
        parts.append(Text(say("The case knows of no referendum on this reform.")))
    section = Section("referendum", say("The vote of the people"), tuple(parts), tuple(f.id for f in findings))
    return section, tuple(findings)


def _answers(vote: Vote, say: Catalogue) -> Iterator[Finding]:
    sources = tuple(dict.fromkeys(source for condition in vote.result.conditions for source in condition.sources))
    articles = tuple(dict.fromkeys(c.article for c in vote.result.conditions if c.article and c.article != "?"))
    reported = any(condition.basis == "reported" for condition in vote.result.conditions)
    for name, label in (("valid", say("The referendum is valid")), ("adopted", say("The reform is adopted"))):
        yield Finding(
            id=f"referendum.{vote.id}.{name}",
            label=label,
            value=getattr(vote.result, name),
            articles=articles,
            sources=sources,
            method=say("All conditions of the referendum together"),
            basis="reported" if reported else "recomputed",
        )


def _findings(vote: Vote, met: Met, say: Catalogue) -> Iterator[Finding]:
    method = say(
        "Declared conditions held against published counts: required is the fewest that satisfy the condition, "
        "margin is observed less required, share is observed over what it is measured on"
    )
    for name in COLUMNS:
        value = getattr(met, name)
        yield Finding(
            id=f"referendum.{vote.id}.{met.name}.{name}",
            label=say("{condition}: {column}", condition=_called(vote, met), column=say(COLUMNS[name])),
            value="?" if value is None else value,
            method=method,
            basis=met.basis,
            sources=met.sources,
            articles=(met.article,) if met.article and met.article != "?" else (),
        )


COLUMNS: Mapping[str, str] = {
    "required": message("required"),
    "observed": message("observed"),
    "base": message("of"),
    "margin": message("margin"),
    "share": message("share"),
    "met": message("met"),
}


def _called(vote: Vote, met: Met) -> str:
    names = vote.declared.conditions[met.name].names
    name = names.text() if names else met.name.replace("_", " ")
    return opening(name)


def _table(vote: Vote, findings: Mapping[str, Finding], say: Catalogue) -> Table:
    rows = []
    for met in vote.result.conditions:
        shown = [findings[f"referendum.{vote.id}.{met.name}.{column}"] for column in COLUMNS]
        article = cite((met.article,), say) if met.article and met.article != "?" else say("article not known")
        small = f"{say(ROLES[met.role])}; {article}" if met.role in ROLES else article
        cells = tuple(Cell(shown=(Shown(_printed(f, say), f.id),)) for f in shown)
        rows.append(
            Row(Cell(_called(vote, met), small=small), (*cells, Cell(say(BASES[met.basis]))), None, met.sources)
        )
    columns = (say("Condition"), *(opening(say(label)) for label in COLUMNS.values()), say("Basis"))
    note = ""
    if any(met.basis == "reported" for met in vote.result.conditions):
        note = say("As reported: the result was published, the counts behind it were not, so it cannot be recomputed.")
    return Table(
        f"table-referendum-{vote.id}", say("Conditions of the referendum"), columns, tuple(rows), note, numeric=True
    )


PRINTED: Mapping[str, str] = {
    "printed": message("printed"),
    "share": message("counts give"),
    "agrees": message("agreement"),
}


def _what(item: Compared, say: Catalogue) -> str:
    count, whole = (word.replace("_", " ") for word in (item.count, item.of))
    return opening(say("{count} of {whole}", count=count, whole=whole))


def _compared(vote: Vote, item: Compared, say: Catalogue) -> Iterator[Finding]:
    method = say("A percentage that was printed, held against the published counts to the digits that it has")
    for name in PRINTED:
        value = getattr(item, name)
        yield Finding(
            id=f"referendum.{vote.id}.published.{item.name}.{name}",
            label=say("{condition}: {column}", condition=_what(item, say), column=say(PRINTED[name])),
            value="?" if value is None else value,
            method=method,
            basis="reported" if name == "printed" else "recomputed",
            sources=item.sources,
        )


def _published(vote: Vote, findings: Mapping[str, Finding], say: Catalogue) -> Table:
    rows = []
    for item in vote.result.published:
        shown = [findings[f"referendum.{vote.id}.published.{item.name}.{name}"] for name in PRINTED]
        texts = [item.printed, _printed(shown[1], say), say(AGREES[item.agrees])]
        cells = tuple(Cell(shown=(Shown(text, f.id),)) for text, f in zip(texts, shown, strict=True))
        rows.append(Row(Cell(_what(item, say)), cells, None, item.sources))
    columns = (say("Share"), *(opening(say(label)) for label in PRINTED.values()))
    note = say("Where they differ, the counts are used; which of the two is wrong is not decided here.")
    title = say("Percentages that were printed, beside what the counts give")
    return Table(f"table-published-{vote.id}", title, columns, tuple(rows), note, numeric=True)


def _printed(finding: Finding, say: Catalogue) -> str:
    value = finding.value
    if isinstance(value, str):
        return say(ANSWERS[value]) if value in ANSWERS else value
    return say.number(value) if isinstance(value, int) else say.percent(value)


def _notes(vote: Vote, say: Catalogue) -> Iterator[Text]:
    """What the case warns of about the vote, and the counts, conditions and percentages that are used."""
    used = {name for met in vote.result.conditions for name in (met.count, met.of)}
    notes = [vote.declared.note]
    notes += [vote.declared.conditions[met.name].note for met in vote.result.conditions]
    notes += [count.note for name, count in vote.declared.counts.items() if name in used]
    notes += [item.note for item in vote.declared.published.values()]
    if told := [note for note in notes if note]:
        yield Text(say("Notes of the case: {notes}", notes=" ".join(dict.fromkeys(told))))
