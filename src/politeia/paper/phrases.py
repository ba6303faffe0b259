"""Words that sentences about records share: names with their articles, lists, numbers of times, words of the case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from politeia.case.constitution import Constitution

TIMES: Mapping[int, str] = {1: "once", 2: "twice"}
# Bodies that act by the vote of their own members, or that are many persons: "alone" would say nothing of them.
MANY = frozenset(
    {
        "people", "person", "party", "chamber", "joint_chambers", "assembly", "regional_council", "court",
        "constitutional_court", "electoral_commission", "audit", "judicial_council",
    }
)  # fmt: skip


def capital(sentence: str) -> str:
    """A sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def listed(words: Sequence[str], last: str = "and") -> str:
    """Several words as one part of a sentence.

    >>> listed(["adopt", "approve", "sign"])
    'adopt, approve and sign'
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def times(n: int) -> str:
    """How often: once, twice, 3 times."""
    return TIMES.get(n, f"{n} times")


def spaced(word: str) -> str:
    """An id as words.

    >>> spaced("end_of_term")
    'end of term'
    """
    return word.replace("_", " ")


def a(name: str) -> str:
    """A name with the indefinite article."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def the(identity: str, text: Constitution) -> str:
    """A body's name within a sentence; a party that has no name of its own is any party."""
    name, kind = text.name(identity), text.kind(identity)
    if kind == "party":
        return a(name) if name[:1].islower() else name
    return name if kind in ("person", "people") or name.lower().startswith("the ") else f"the {name}"


def plural(identity: str, text: Constitution) -> bool:
    """Whether a body's name takes a verb in the plural: the people, and heads of names that end so (courts, deputies).

    >>> from politeia.case.library import load
    >>> text = load("kazakhstan").polity.after("2022")
    >>> [plural(body, text) for body in ("people", "courts", "majlis", "regional_electors")]
    [True, True, False, True]
    """
    name, kind = text.name(identity), text.kind(identity)
    head = re.split(r",| of | in ", name)[0]
    return kind == "people" or (kind in MANY and head[:1].islower() and head.endswith("s"))


def prose(word: str, text: Constitution) -> str:
    """A word of the case's own making as it stands in a sentence: bodies by their names, what is theirs with an 's.

    >>> from politeia.case.library import load
    >>> prose("the_bill_is_not_the_presidents", load("kazakhstan").polity.after("2022"))
    "the bill is not the President's"
    """
    for body in sorted(text.bodies, key=len, reverse=True):
        name = text.name(body)
        if name.lower() == spaced(body) != name:
            word = re.sub(rf"(?<![a-z]){body}s(?![a-z])", f"{name}'s", word)
            word = re.sub(rf"(?<![a-z]){body}(?![a-z])", name, word)
    return spaced(word)
