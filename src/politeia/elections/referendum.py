"""Was a referendum valid, was it adopted, and by what margin: declared conditions against published counts.

Percentages that were printed are held against the same counts; they decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from politeia.case.election import Condition, Published, Referendum
from politeia.case.tally import Firmness
from politeia.case.terms import Unknown
from politeia.result import Result

Verdict = Literal["yes", "no", "depends"]


@dataclass(frozen=True, slots=True)
class Met:
    """One condition: the fewest that it required, what was observed, and by how much it was met or missed.

    `basis` is `recomputed` where the published counts show it, `reported` where only a result is published. `level` is
    that of the less firm of its two counts, None where neither has one.
    """

    name: str
    role: str
    count: str
    of: str
    required: int | None
    observed: int | None
    base: int | None
    share: Fraction | None
    margin: int | None
    met: Verdict
    basis: Literal["recomputed", "reported"]
    level: Firmness | None
    article: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A percentage that was printed beside the share that the counts give; `agrees` to the digits that it has."""

    name: str
    count: str
    of: str
    printed: str
    share: Fraction | None
    agrees: Verdict
    level: Firmness | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferendumResult(Result):
    """What the conditions of a referendum say together."""

    valid: Verdict
    adopted: Verdict
    conditions: tuple[Met, ...]
    published: tuple[Compared, ...] = ()


def referendum(vote: Referendum) -> ReferendumResult:
    """Hold a referendum's published counts against its declared conditions.

    `valid` joins the conditions of role validity (yes where there are none), `adopted` all of them (it depends where
    none of role adoption is declared). Counts are integers and shares exact: "at least two thirds of 17" needs 12. What
    was printed beside the counts is compared with them, and a contradiction is told, not resolved.

    >>> from politeia.case.library import load
    >>> vote = referendum(load("belarus").elections.referendums["2022-02-27"])
    >>> [(item.name, item.required, item.margin) for item in vote.conditions]
    [('turnout', 3407834, 1951569), ('majority', 3407834, 1032996)]
    """
    conditions = tuple(met(name, condition, vote) for name, condition in vote.conditions.items())
    return ReferendumResult(
        valid=_all([item.met for item in conditions if item.role == "validity"]),
        adopted=_all([item.met for item in conditions]) if any(c.role == "adoption" for c in conditions) else "depends",
        conditions=conditions,
        published=tuple(compared(name, item, vote) for name, item in vote.published.items()),
        method="declared conditions on published counts",
        exact=True,
        assumptions=("the published counts are taken as they stand; whether they can be believed is another question",),
    )


def met(name: str, condition: Condition, vote: Referendum) -> Met:
    """One condition held against the counts."""
    count, base = vote.counts[condition.count], vote.counts[condition.of]
    observed = None if isinstance(count.n, Unknown) else count.n
    whole = None if isinstance(base.n, Unknown) else base.n
    required = fewest(condition, whole) if whole else None
    margin = None if observed is None or required is None else observed - required
    return Met(
        name=name,
        role=condition.role,
        count=condition.count,
        of=condition.of,
        required=required,
        observed=observed,
        base=whole,
        share=vote.share(condition),
        margin=margin,
        met="depends" if margin is None else "yes" if margin >= 0 else "no",
        basis="recomputed" if vote.counted(condition) else "reported",
        level=max((level for level in (count.level, base.level) if level), key=get_args(Firmness).index, default=None),
        article=condition.article,
        sources=tuple(dict.fromkeys((*condition.source, *count.source, *base.source))),
    )


def compared(name: str, item: Published, vote: Referendum) -> Compared:
    """A percentage that was printed, held against the counts to its own digits."""
    share = vote.share(item)
    return Compared(
        name=name,
        count=item.count,
        of=item.of,
        printed=str(item.share),
        share=share,
        agrees="depends" if share is None else "yes" if item.share.agrees(share) else "no",
        level=item.level,
        sources=item.source,
    )


def fewest(condition: Condition, base: int) -> int:
    """The fewest that satisfy a condition on a base: more than a share, or at least a share.

    >>> from politeia.case.election import Condition
    >>> rule = {"role": "adoption", "count": "for", "of": "regions", "source": "law"}
    >>> fewest(Condition.model_validate({**rule, "at_least": "2/3"}), 17)
    12
    >>> fewest(Condition.model_validate({**rule, "more_than": "1/2"}), 10)
    6
    """
    if condition.more_than is not None:
        return condition.more_than.value.numerator * base // condition.more_than.value.denominator + 1
    share = condition.at_least.value if condition.at_least is not None else Fraction(1)
    return -(-share.numerator * base // share.denominator)


def _all(verdicts: list[Verdict]) -> Verdict:
    if "no" in verdicts:
        return "no"
    return "depends" if "depends" in verdicts else "yes"
