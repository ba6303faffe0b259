"""From a tree to a pydantic model, and from pydantic's errors back to places in the tree."""

from __future__ import annotations

import re
from collections import abc
from dataclasses import dataclass
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin, overload

from politeia.errors import CaseError, Complaint, expected, listed, nearest, shown
from politeia.reader.tree import Mapping, Mark, Node, Scalar, Sequence, joined, plain

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound="BaseModel")
Loc = tuple[str | int, ...]


@overload
def bind(node: Node, model: type[M], *, path: str = "", complaints: None = None) -> M: ...
@overload
def bind(node: Node, model: type[M], *, path: str = "", complaints: list[Complaint]) -> M | None: ...
def bind(node: Node, model: type[M], *, path: str = "", complaints: list[Complaint] | None = None) -> M | None:
    """The model that a tree declares; texts become numbers, dates and so on as its fields ask.

    `path` is where the node stands in its file. Raises CaseError with everything that is wrong, each at its
    place; or, when `complaints` is given, adds to that list and returns None.

    >>> from pydantic import BaseModel
    >>> from politeia.reader.text import parse
    >>> class Seats(BaseModel, extra="forbid"):
    ...     n: int = 0
    >>> bind(parse("n: 15", "case.yaml"), Seats)
    Seats(n=15)
    >>> bind(parse("n: many", "case.yaml"), Seats, path="seats[0]")
    Traceback (most recent call last):
    politeia.errors.CaseError: case.yaml:1:4: seats[0].n: 'many' does not fit; expected a whole number
    """
    from pydantic import ValidationError

    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        errors = [_Error(_walk(node, _way(details)), details) for details in error.errors(include_url=False)]
        found = [_complaint(node, model, path, group) for group in _grouped(errors)]
    if complaints is None:
        raise CaseError(found)
    complaints.extend(found)
    return None


def place(node: Node, loc: abc.Sequence[str | int]) -> tuple[Mark, str]:
    """Where a pydantic location points: the deepest node that it reaches, and the dotted path to that.

    Parts that name no key or item (members of a union, validators) are passed over; "[key]" means the key.

    >>> from politeia.reader.text import parse
    >>> place(parse("veto: [{mode: alone}]", "case.yaml"), ("veto", "list[Power]", 0, "mode"))
    (Mark(file='case.yaml', line=1, column=15), 'veto[0].mode')
    """
    found = _walk(node, tuple(loc))
    return found.mark, found.path


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where a location leads: the parts that name a key or item, and the others, each with its depth."""

    node: Node
    mark: Mark
    path: str
    followed: Loc
    labels: tuple[tuple[int, str | int], ...]


def _walk(node: Node, loc: Loc) -> _Walk:
    mark, key_mark, path = node.mark, node.mark, ""
    followed: Loc = ()
    labels: list[tuple[int, str | int]] = []
    for part in loc:
        if isinstance(node, Mapping) and str(part) in node:
            part = str(part)
            key_mark, node = node.entries[part]
        elif isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
            node = node.items[part]
            key_mark = node.mark
        elif part == "[key]":
            mark = key_mark
            continue
        else:
            labels.append((len(followed), part))
            continue
        mark, path, followed = node.mark, joined(path, part), (*followed, part)
    return _Walk(node, mark, path, followed, tuple(labels))


@dataclass(frozen=True, slots=True)
class _Error:
    walk: _Walk
    details: ErrorDetails

    @property
    def kind(self) -> str:
        return self.details["type"]

    @property
    def said(self) -> str:
        """What a validator of ours said, else nothing."""
        if self.kind in ("value_error", "assertion_error"):
            return str(self.details["ctx"]["error"])
        return self.details["msg"] if "; expected " in self.details["msg"] else ""

    def below(self, depth: int) -> bool:
        """Whether the value at this depth was of the right shape, and the error lies inside it."""
        return len(self.walk.followed) > depth or self.kind in ("missing", "extra_forbidden")


def _way(details: ErrorDetails) -> Loc:
    # A key that is missing leads nowhere, but is no label of a union either.
    return details["loc"][:-1] if details["type"] == "missing" else details["loc"]


def _grouped(errors: list[_Error], passed: int = 0) -> abc.Iterator[list[_Error]]:
    """The errors that make one complaint each.

    A union reports each of its members, none of which fits. The user meant the one whose shape is right, so
    that its errors lie deeper; when there is none, all of them together say what would have been right.
    """
    unions: dict[tuple[int, Loc], list[_Error]] = {}
    for error in errors:
        if len(error.walk.labels) > passed:
            depth, _ = error.walk.labels[passed]
            unions.setdefault((depth, error.walk.followed[:depth]), []).append(error)
        else:
            yield [error]
    for (depth, _), members in unions.items():
        by_label: dict[str | int, list[_Error]] = {}
        for error in members:
            by_label.setdefault(error.walk.labels[passed][1], []).append(error)
        fitting = [group for group in by_label.values() if all(error.below(depth) for error in group)]
        if fitting:
            yield from _grouped(min(fitting, key=len), passed + 1)
        else:
            level = [error for error in members if not error.below(depth)]
            ours = [error for error in level if error.said and not isinstance(error.walk.node, Scalar)]
            yield ours or level  # a validator of ours that saw a list or mapping had the right shape before it


# pydantic's error types -> what was expected, filled with the error's context.
EXPECTED = {
    "int_": "a whole number",
    "float_": "a number",
    "decimal_": "a number",
    "finite_number": "a finite number",
    "fraction_": "a fraction such as 2/3",
    "bool_": "yes or no",
    "date_": "a date such as 2022-06-08",
    "string_type": "a text",
    "string_too_short": "a text of {min_length} or more characters",
    "string_too_long": "a text of {max_length} or fewer characters",
    "string_pattern_mismatch": "a text of the form {pattern}",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "model_": "a mapping",
    "dataclass_": "a mapping",
    "too_short": "{min_length} or more entries",
    "too_long": "{max_length} or fewer entries",
    "greater_than_equal": "a number of at least {ge}",
    "greater_than": "a number above {gt}",
    "less_than_equal": "a number of at most {le}",
    "less_than": "a number below {lt}",
    "multiple_of": "a multiple of {multiple_of}",
    "union_tag": "one of the forms that this can have",
    "literal_error": "{expected}",
    "enum": "{expected}",
}


def _complaint(root: Node, model: type[BaseModel], path: str, group: list[_Error]) -> Complaint:
    error = group[0]
    walk, mark, context = error.walk, error.walk.mark, error.details.get("ctx", {})
    match error.kind:
        case "missing":
            key = str(error.details["loc"][-1])
            message = f"key {shown(key)} is missing; expected {_described(_models(model, error), key)}"
        case "extra_forbidden":
            key = str(walk.followed[-1])
            mark = _walk(root, (*error.details["loc"], "[key]")).mark
            message = f"key {shown(key)} is unknown{expected(key, _keys(_models(model, error)))}"
        case "union_tag_invalid" | "union_tag_not_found" if "'" in context["discriminator"]:
            key = context["discriminator"].strip("'")
            walk = _walk(root, (*walk.followed, key))
            mark = walk.mark
            message = f"key {shown(key)} is missing; expected it to tell what this is"
            if "tag" in context:
                message = f"{_found(walk.node)}{expected(context['tag'], _quoted(context['expected_tags']))}"
        case _:
            message = _misfit(walk.node, group)
    return Complaint(mark.file, mark.line, mark.column, _under(path, walk.path), message)


def _under(path: str, inner: str) -> str:
    return path + inner if inner.startswith("[") or not path else joined(path, inner)


def _found(node: Node) -> str:
    match node:
        case Scalar("", _, False):
            return "there is no value"
        case Scalar():
            return f"{shown(node.text)} does not fit"
        case Sequence():
            return "a list does not fit"
        case Mapping():
            return "a mapping does not fit"


def _misfit(node: Node, group: list[_Error]) -> str:
    """What a value is, and everything that it could have been."""
    what, wanted, options = "", [], []
    for error in group:
        said, _, asked = error.said.partition("; expected ")
        if said and not asked:
            return said
        what = what or said
        choices = _quoted(error.details.get("ctx", {}).get("expected", ""))
        options += choices
        wanted.append(asked or (listed(choices) if choices else _asked(error.details)))
    close = nearest(node.text, options) if isinstance(node, Scalar) else None
    hint = f"; did you mean {shown(close)}?" if close else ""
    return f"{what or _found(node)}; expected {' or '.join(dict.fromkeys(wanted))}{hint}"


def _asked(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    for start, form in EXPECTED.items():
        if kind.startswith(start):
            return form.format(**context)
    return details["msg"].removeprefix("Input should be ")


def _quoted(listing: str) -> list[str]:
    """The words of pydantic's "'a', 'b' or 'c'"."""
    return [a or b for a, b in re.findall(r"""'([^']*)'|"([^"]*)\"""", listing)]


def _keys(models: list[type[BaseModel]]) -> list[str]:
    return [_key(name, field) for model in models for name, field in model.model_fields.items()]


def _key(name: str, field: FieldInfo) -> str:
    return field.validation_alias if isinstance(field.validation_alias, str) else name


def _described(models: list[type[BaseModel]], key: str) -> str:
    """What a missing key is for, in the words of its field."""
    for model in models:
        for name, field in model.model_fields.items():
            if _key(name, field) == key and field.description:
                return f"'{key}: ...', {field.description.rstrip('.')}"
    return f"'{key}: ...'"


def _models(model: type[BaseModel], error: _Error) -> list[type[BaseModel]]:
    """The models that an error may be about; those that its location names, if it names any."""
    way = error.walk.followed[:-1] if error.kind == "extra_forbidden" else error.walk.followed
    found = _reached(model, way)
    named = {label for _, label in error.walk.labels}
    return [model for model in found if model.__name__ in named] or found


def _reached(kind: Any, way: Loc) -> list[type[BaseModel]]:
    from pydantic import BaseModel, RootModel

    if isinstance(kind, type) and issubclass(kind, RootModel):
        return _reached(kind.model_fields["root"].annotation, way)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if not way:
            return [kind]
        fields = [field for name, field in kind.model_fields.items() if way[0] in (name, _key(name, field))]
        return [model for field in fields for model in _reached(field.annotation, way[1:])]
    if get_origin(kind) not in (Annotated, Union, UnionType):
        way = way[1:]  # a list or a mapping: one part is its index or key
    return [model for each in get_args(kind) for model in _reached(each, way)]
