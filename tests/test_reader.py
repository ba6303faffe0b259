"""The reader keeps text and places, refuses what is not plain data, and puts every complaint at its place."""

import pickle
import re
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Literal
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag, model_validator
from pydantic_core import PydanticCustomError

from politeia.errors import CaseError, Complaint
from politeia.reader import Mapping, Mark, Node, Scalar, Sequence, bind, from_plain, parse, place, plain, read
from politeia.reader.syntax import SYNTAX
from politeia.reader.tree import LEVELS
from tests import strategies

PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]


@pytest.fixture(params=PARSERS, ids=["libyaml", "python"])
def parser(request):
    """Both parsers, one after the other."""
    with mock.patch("politeia.reader.text.PARSER", request.param):
        yield


def complaints(text: str | bytes) -> list[tuple[int, int, str]]:
    with pytest.raises(CaseError) as caught:
        parse(text, "f.yaml")
    assert {complaint.file for complaint in caught.value.complaints} == {"f.yaml"}
    return [(each.line, each.column, each.message) for each in caught.value.complaints]


def nodes(node: Node) -> list[Node]:
    match node:
        case Scalar():
            return [node]
        case Sequence():
            return [node, *(inner for item in node.items for inner in nodes(item))]
        case Mapping():
            return [node, *(inner for _, item in node.items() for inner in nodes(item))]


def inside(text: str, line: int, column: int) -> bool:
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


# Text and places


@given(strategies.emitted(), st.sampled_from(PARSERS))
def test_what_was_emitted_comes_back(pair, loader):
    tree, text = pair
    with mock.patch("politeia.reader.text.PARSER", loader):
        assert plain(parse(text, "f.yaml")) == tree
        assert parse(text.encode(), "f.yaml") == parse(text, "f.yaml")
        assert parse(b"\xef\xbb\xbf" + text.encode(), "f.yaml") == parse(text, "f.yaml")


@given(strategies.emitted())
def test_places_point_at_what_was_written(pair):
    _, text = pair
    lines = re.split(r"\r\n|\r|\n", text)
    for node in nodes(parse(text, "f.yaml")):
        here = lines[node.mark.line - 1][node.mark.column - 1 :]
        match node:
            case Scalar(quoted=True):
                assert here[0] in "'\"|>"
            case Scalar():
                assert here.startswith(re.split(r"[ \n]", node.text)[0])
            case Sequence():
                assert here[0] in "[-"
            case Mapping() if node:
                assert here[0] in "{?" or node.mark == node.key_mark(next(iter(node)))


@given(strategies.trees())
def test_a_tree_from_python_is_the_same_without_places(value):
    tree = from_plain(value)
    assert plain(tree) == value
    assert {node.mark for node in nodes(tree)} == {Mark("<python>", 0, 0)}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text",
    [
        "no",
        "22:22",
        "010",
        "1e3",
        "~",
        "null",
        "2022-06-05",
        "0x1F",
        "1_000",
        ".inf",
        "yes",
        "=",
        "?x",
        "3/4",
    ],
)
def test_scalars_keep_their_text(text):
    assert parse(text, "f.yaml") == Scalar(text, Mark("f.yaml", 1, 1))
    assert parse(f"'{text}'", "f.yaml") == Scalar(text, Mark("f.yaml", 1, 1), quoted=True)


@pytest.mark.usefixtures("parser")
def test_an_empty_value_is_an_empty_text_behind_its_key():
    tree = parse("a:\nb:", "f.yaml")
    assert isinstance(tree, Mapping)
    assert tree["a"] == Scalar("", Mark("f.yaml", 1, 3))
    assert tree["b"] == Scalar("", Mark("f.yaml", 2, 3))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ["? қ", "? қ\n", "- ? қ", "a: b\n? қ"])
def test_a_value_that_is_missing_at_the_end_lies_inside_the_file(text):
    for node in nodes(parse(text, "f.yaml")):
        assert inside(text, node.mark.line, node.mark.column)


def test_columns_count_characters_and_not_bytes():
    tree = parse("Қазақстан: {аты: ә🗳}", "f.yaml")
    mark, path = place(tree, ("Қазақстан", "аты"))
    assert (mark.column, path) == (18, "Қазақстан.аты")


def test_a_tree_survives_pickling():
    tree = parse("a: [1, {b: c}]", "f.yaml")
    assert pickle.loads(pickle.dumps(tree)) == tree


# What is refused


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: !x b", (1, 4), "tag '!x'"),
        ("a: ! b", (1, 4), "tag '!'"),
        ("a: !!python/object:os.system {}", (1, 4), "tag 'tag:yaml.org,2002:python/object:os.system'"),
        ("a: !!str b", (1, 4), "tag"),
        ("!x a: b", (1, 1), "tag '!x'"),
        ("a: &b c", (1, 4), "anchor '&b'"),
        ("&a b: c", (1, 1), "anchor '&a'"),
        ("a: [*b]", (1, 5), "alias '*b'"),
        ("*a : b", (1, 1), "alias '*a'"),
        ("<<: {a: b}", (1, 1), "merge key"),
        ("a: {<<: b}", (1, 5), "merge key"),
        ("? [a]\n: b", (1, 3), "a list is used as a key"),
        ("? {a: b}\n: b", (1, 3), "a mapping is used as a key"),
        ("{[a]: b}", (1, 2), "a list is used as a key"),
        ("?\n: b", (1, 2), "a key is empty"),
        ("'': b", (1, 1), "a key is empty"),
        ("a: b\n---\nc: d", (2, 1), "a second document"),
        ("a: b\n---\n", (2, 1), "a second document"),
        ("%YAML 1.1\n---\na: b", (1, 1), "directive"),
        ("%TAG ! x:\n---\na: b", (1, 1), "directive"),
        ('a: "x\\0y"', (1, 4), "control character"),
        ('"a\\x7f": b', (1, 1), "control character"),
        ("a: x\0\0\n\0", (1, 5), "U+0000"),
        ("a: x\x85y", (1, 5), "U+0085"),
        ("a:\n  x\u2028y", (2, 4), "U+2028"),
        ("a: \ufeffx", (1, 4), "U+FEFF"),
        ("a: \ud800", (1, 4), "U+D800"),
        ("a: b\r\nc: \x1b", (2, 4), "U+001B"),
        ("a: b\rc: \uffff", (2, 4), "U+FFFF"),
        (b"a: b\n\xd2\x9b: \xff", (2, 4), "0xff is not UTF-8"),
        ("a: b".encode("utf-16"), (1, 1), "0xff is not UTF-8"),
        (b"\xef\xbb\xbfa: \xc3", (1, 4), "0xc3 is not UTF-8"),
        ("", (1, 1), "empty"),
        ("# only a comment\n", (1, 1), "empty"),
        ("\ufeff", (1, 1), "empty"),
        ("---\n...\n", (1, 1), "empty"),
        ("---\n ", (1, 1), "empty"),
    ],
)
def test_refused_at_its_place(text, place, words):
    found = complaints(text)
    assert found[0][:2] == place
    assert words in found[0][2]
    assert all("; expected " in message for _, _, message in found)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a:\n\tb: 1", (2, 1), "a tab is used for indentation"),
        ("a:\n  b: 1\n\tc: 2", (3, 1), "a tab is used for indentation"),
        ("a: b\nc: 'x\nd: e\n", (2, 4), "a quote is opened and never closed"),
        ('a: "x\nb: 2', (1, 4), "a quote is opened and never closed"),
        ('a: "\\q"', None, "no escape that YAML knows"),
        ("a: b: c", (1, 5), "a second colon"),
        ("a: 1\n  b: 2\n", (2, 4), "a second colon in one value, or a key that is indented wrongly"),
        ("a: b\nc\nd: e", (2, 1), "a key without a colon"),
        ("a: b\nc:d\n", (2, 1), "a key without a colon"),
        ("x: y\na: [1, 2\nb: 3", (3, 2), "the list that '[' opens in line 2"),
        ("x: y\na: [1 2", (2, 4), "the list that '[' opens in line 2"),
        ("a: {x: 1\nb: 3", (2, 2), "the mapping that '{' opens in line 1"),
        ("a: {x: 1, y", (1, 4), "the mapping that '{' opens in line 1"),
        ("a: ]", (1, 4), "a value is missing"),
        ("a: - b", (1, 4), "a list item '- ' begins inside a line"),
        ("x:\n- a\n- b\n c: d", None, "a second colon"),
        ("- a\nb: c", (2, 1), "this is not an item of the list that begins in line 1"),
        ("a: 1\n- b", (2, 1), "this is not a key of the mapping that begins in line 1"),
        ('x: "a" b', (1, 8), "nothing after a closing quote"),
        ("  a: 1\n b: 2", (2, 2), "outermost keys in one column"),
        ("a: @x", (1, 4), "'@' cannot begin a value"),
        ("a: `x", (1, 4), "'`' cannot begin a value"),
        ("a: %x", (1, 4), "'%' cannot begin a value"),
        ("a: [1, 2\n  \n", (1, 4), "the list that '[' opens in line 1"),
        ('a: "\\U00200000"', None, "no escape that YAML knows"),
        ('a: "\\U80000000"', None, "no escape that YAML knows"),
        (f"%YAML {'1' * 5000}.1\n---\na: b", None, "directive"),
        ("%YAML 3.0\n---\na: b", (1, 1), "directive"),
        ("a: * b", (1, 5), "begin aliases and anchors"),
        ("a: !< b", None, "'!' begins a tag"),
        ("a: |3x\n  b", (1, 6), "begin a block of text"),
    ],
)
def test_syntax_is_retold_in_plain_words(text, place, words):
    (found,) = complaints(text)
    assert words in found[2]
    assert "; expected " in found[2]
    assert found[:2] == place or place is None


def test_everything_before_a_syntax_error_is_told_too():
    found = complaints("a: 1\na: 2\nb: &x 3\nc: 'open")
    assert [line for line, _, _ in found] == [2, 3, 4]


@given(st.lists(st.sampled_from("abcdef"), min_size=1), st.sampled_from(PARSERS), st.booleans())
def test_every_repeated_key_is_told_with_the_line_of_the_first(names, loader, nested):
    pad = "  " if nested else ""
    text = ("top:\n" if nested else "") + "".join(f"{pad}{name}: {n}\n" for n, name in enumerate(names))
    with mock.patch("politeia.reader.text.PARSER", loader):
        if len(set(names)) == len(names):
            parse(text, "f.yaml")
            return
        found = complaints(text)
    first = {name: names.index(name) + 1 + nested for name in names}
    again = [(n + 1 + nested, name) for n, name in enumerate(names) if first[name] != n + 1 + nested]
    assert [(line, column) for line, column, _ in found] == [(line, len(pad) + 1) for line, _ in again]
    for (_, _, message), (_, name) in zip(found, again, strict=True):
        assert message.startswith(f"key '{name}' is repeated, first in line {first[name]};")


def test_the_path_of_a_complaint_is_dotted():
    with pytest.raises(CaseError) as caught:
        parse("a:\n  b:\n  - c: 1\n  - d: {e: 1, e: 2}\n    f: *x\n", "f.yaml")
    assert [complaint.path for complaint in caught.value.complaints] == ["a.b[1].d.e", "a.b[1].f"]


@given(strategies.texts, st.sampled_from(PARSERS))
def test_any_text_is_a_tree_or_a_case_error_inside_the_file(text, loader):
    with mock.patch("politeia.reader.text.PARSER", loader):
        try:
            tree = parse(text, "f.yaml")
        except CaseError as error:
            for complaint in error.complaints:
                assert inside(text, complaint.line, complaint.column)
                assert str(complaint).isprintable()
        else:
            assert all(inside(text, node.mark.line, node.mark.column) for node in nodes(tree))


@given(st.binary() | strategies.texts.map(lambda text: text.encode("utf-8", "replace")[1:]))
def test_any_bytes_are_a_tree_or_a_case_error(data):
    try:
        told = [nodes(parse(data, "f.yaml"))[0].mark]
    except CaseError as error:
        told = [Mark(each.file, each.line, each.column) for each in error.complaints]
    assert all(mark.line >= 1 and mark.column >= 1 for mark in told)


def test_every_pattern_of_syntax_is_plain_text():
    for message in SYNTAX.values():
        assert "; expected " in message.format(char="'x'", line=1)


# Trees from Python


class Colour(Enum):
    RED = "red"


def test_python_values_become_text():
    value = {
        1: True,
        "share": Fraction(1, 20),
        "on": date(2022, 6, 8),
        "none": None,
        "of": (1, 0.5, Colour.RED),
        Colour.RED: [],
    }
    assert plain(from_plain(value)) == {
        "1": "true",
        "share": "1/20",
        "on": "2022-06-08",
        "of": ["1", "0.5", "red"],
        "red": [],
    }


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"a": [0, object()]}, "a[1]"),
        ({"a": [None]}, "a[0]"),
        ({"a": float("nan")}, "a"),
        ({"a": {1, 2}}, "a"),
        (None, ""),
        ({"a": {1: "x", "1": "y"}}, "a.1"),
        ({"a": {(1, 2): "x"}}, "a"),
    ],
)
def test_other_python_values_are_refused_with_their_path(value, path):
    with pytest.raises(CaseError) as caught:
        from_plain(value)
    assert (caught.value.path, caught.value.line) == (path, 0)


def test_data_that_holds_itself_is_refused():
    value: list[Any] = []
    value.append(value)
    with pytest.raises(CaseError, match="100 levels"):
        from_plain(value)


def test_python_values_may_be_as_deep_as_files():
    deep: Any = "x"
    for _ in range(LEVELS):
        deep = [deep]
    assert plain(from_plain(deep)) == deep
    with pytest.raises(CaseError, match="100 levels"):
        from_plain([deep])


# Mappings


def test_an_overlay_keeps_order_and_places():
    below, over = parse("a: 1\nb: 2\nc: 3", "f.yaml"), parse("\n\nb: 20\nd: 4", "f.yaml")
    assert isinstance(below, Mapping)
    assert isinstance(over, Mapping)
    both = below.overlaid(over)
    assert plain(both) == {"a": "1", "b": "20", "c": "3", "d": "4"}
    assert list(both) == list(both.keys()) == ["a", "b", "c", "d"]
    assert (both.key_mark("a").line, both.key_mark("b").line) == (1, 3)
    assert both.mark == over.mark
    assert plain(both.without("b").without("x")) == {"a": "1", "c": "3", "d": "4"}
    node = Scalar("9", Mark("g.yaml", 7, 7))
    changed = both.with_entry("a", Mark("g.yaml", 7, 1), node)
    assert list(changed) == list(both)
    assert (changed.get("a"), changed.key_mark("a").line, len(changed)) == (node, 7, 4)
    assert plain(below) == {"a": "1", "b": "2", "c": "3"}
    assert both.get("x") is None
    assert "x" not in both


# Models


def even(number: int) -> int:
    if number % 2:
        raise ValueError("an odd number; expected an even number")
    return number


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PerFact(Closed):
    per: str
    n: int


class Simple(Closed):
    kind: Literal["simple"]
    n: int = 0


class Double(Closed):
    kind: Literal["double"]
    of: str = ""


class Seats(Closed):
    body: str = Field(default="", description="Whose seats these are.")
    n: int | Literal["?"] | PerFact = 0
    start: date | None = Field(default=None, alias="from")
    mode: Literal["alone", "with_consent", "on_proposal"] = "alone"
    renewable: bool = True
    share: Fraction | None = None
    pairs: Annotated[int, AfterValidator(even)] = 0
    colour: Colour = Colour.RED
    low: int = Field(default=1, ge=1, lt=10)
    step: Annotated[Simple | Double, Field(discriminator="kind")] | None = None
    parts: tuple["Seats", ...] = ()


class Polity(Closed):
    polity: str = Field(description="The country's short name.")
    seats: dict[str, list[Seats]] = {}
    facts: dict[Annotated[str, Field(pattern="^[a-z]+$")], int] = {}


class Odd(RootModel[list[Seats]]):
    pass


def bound(text: str, model: type[BaseModel] = Seats) -> list[tuple[int, int, str, str]]:
    with pytest.raises(CaseError) as caught:
        bind(parse(text, "f.yaml"), model)
    return [(each.line, each.column, each.path, each.message) for each in caught.value.complaints]


def test_texts_become_what_the_fields_ask():
    text = """
    {n: 010, from: 2022-06-08, renewable: no, share: 1/20, colour: red,
     parts: [{n: '?'}, {n: {per: r, n: 2}}]}
    """
    assert bind(parse(text, "f.yaml"), Seats) == Seats.model_validate(
        {
            "n": 10,
            "from": date(2022, 6, 8),
            "renewable": False,
            "share": Fraction(1, 20),
            "colour": Colour.RED,
            "parts": (Seats(n="?"), Seats(n=PerFact(per="r", n=2))),
        }
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("low: x", (1, 6, "low", "'x' does not fit; expected a whole number")),
        ("low:", (1, 5, "low", "there is no value; expected a whole number")),
        ("low: ''", (1, 6, "low", "'' does not fit; expected a whole number")),
        ("low: [1]", (1, 6, "low", "a list does not fit; expected a whole number")),
        ("low: 1.5", (1, 6, "low", "'1.5' does not fit; expected a whole number")),
        ("low: 0", (1, 6, "low", "'0' does not fit; expected a number of at least 1")),
        ("low: 10", (1, 6, "low", "'10' does not fit; expected a number below 10")),
        ("renewable: maybe", (1, 12, "renewable", "'maybe' does not fit; expected yes or no")),
        ("from: 8 June", (1, 7, "from", "'8 June' does not fit; expected a date such as 2022-06-08")),
        ("from: 2022-02-30", (1, 7, "from", "'2022-02-30' does not fit; expected a date such as 2022-06-08")),
        ("share: half", (1, 8, "share", "'half' does not fit; expected a fraction such as 2/3")),
        ("colour: green", (1, 9, "colour", "'green' does not fit; expected red")),
        ("body: [x]", (1, 7, "body", "a list does not fit; expected a text")),
        ("parts: x", (1, 8, "parts", "'x' does not fit; expected a list")),
        ("parts:\n- x", (2, 3, "parts[0]", "'x' does not fit; expected a mapping")),
        ("pairs: 3", (1, 8, "pairs", "an odd number; expected an even number")),
        (
            "mode: with_consnt",
            (
                1,
                7,
                "mode",
                "'with_consnt' does not fit; expected one of alone, with_consent, on_proposal;"
                " did you mean 'with_consent'?",
            ),
        ),
        ("mdoe: alone", (1, 1, "mdoe", "key 'mdoe' is unknown; did you mean 'mode'?")),
        ("frm: 2022-06-08", (1, 1, "frm", "key 'frm' is unknown; did you mean 'from'?")),
        (
            "parts:\n- mode: alone\n  bodi: x",
            (3, 3, "parts[0].bodi", "key 'bodi' is unknown; did you mean 'body'?"),
        ),
        ("n: few", (1, 4, "n", "'few' does not fit; expected a whole number or ? or a mapping")),
        ("n: {n: 2}", (1, 4, "n", "key 'per' is missing; expected 'per: ...'")),
        ("n: {per: r, n: two}", (1, 16, "n.n", "'two' does not fit; expected a whole number")),
        ("n: {per: r, n: 2, pr: x}", (1, 19, "n.pr", "key 'pr' is unknown; did you mean 'per'?")),
        (
            "step: {kind: simpel}",
            (1, 14, "step.kind", "'simpel' does not fit; did you mean 'simple'?"),
        ),
        ("step: {n: 1}", (1, 7, "step", "key 'kind' is missing; expected it to tell what this is")),
        ("step: {kind: simple, n: x}", (1, 25, "step.n", "'x' does not fit; expected a whole number")),
        ("step: {kind: double, off: x}", (1, 22, "step.off", "key 'off' is unknown; did you mean 'of'?")),
    ],
)
def test_a_misfit_is_told_at_its_place(text, complaint):
    assert bound(text) == [complaint]


def test_all_misfits_are_told_at_once_in_order_of_place():
    text = "polty: kz\nseats:\n  senate:\n  - {n: x}\n  - {mode: y, low: z}\nfacts: {a: b, A: 1}\n"
    assert [(line, path) for line, _, path, _ in bound(text, Polity)] == [
        (1, ""),
        (1, "polty"),
        (4, "seats.senate[0].n"),
        (5, "seats.senate[1].mode"),
        (5, "seats.senate[1].low"),
        (6, "facts.a"),
        (6, "facts.A"),
    ]
    assert bound(text, Polity)[0][3] == "key 'polity' is missing; expected 'polity: ...', The country's short name"
    assert bound(text, Polity)[-1][:2] == (6, 15)


def test_every_missing_key_is_told():
    assert [message for *_, message in bound("{}", PerFact)] == [
        "key 'n' is missing; expected 'n: ...'",
        "key 'per' is missing; expected 'per: ...'",
    ]


def test_a_list_can_be_a_whole_file():
    assert bound("- {n: 1}\n- {bdy: 2}", Odd) == [(2, 4, "[1].bdy", "key 'bdy' is unknown; did you mean 'body'?")]


def test_complaints_are_collected_and_lie_under_the_path():
    found: list[Complaint] = []
    assert bind(parse("low: x", "f.yaml"), Seats, path="seats.senate[1]", complaints=found) is None
    assert bind(parse("low: 2", "f.yaml"), Seats, complaints=found) == Seats(low=2)
    assert bind(parse("[{low: x}]", "f.yaml"), Odd, path="seats", complaints=found) is None
    assert [complaint.path for complaint in found] == ["seats.senate[1].low", "seats[0].low"]


def test_a_tree_from_python_binds_with_a_path_and_no_place():
    with pytest.raises(CaseError, match=r"^<python>: parts\[0\]\.n: 'x' does not fit"):
        bind(from_plain({"parts": [{"n": "x"}]}), Seats)


class Strict(Closed):
    a: int = 0
    b: int = 0

    @model_validator(mode="after")
    def ordered(self) -> "Strict":
        if self.a > self.b:
            raise ValueError("a is above b; expected a at most b")
        return self


def coded(value: int) -> int:
    raise PydanticCustomError("coded", "{value} is odd; expected even", {"value": value})


def percent(text: str) -> str:
    if not text.endswith("%"):
        raise ValueError(f"{text} is no share; expected 5%")
    return text


class Near(Closed):
    colour: str
    length: int


class Far(Closed):
    color: int
    width: int
    height: int


class Mixed(Closed):
    share: Annotated[str, AfterValidator(percent)] | int = 0
    pick: Far | Near | None = None
    either: int | Strict = 0
    form: Annotated[
        Annotated[int, Tag("number")] | Annotated[Strict, Tag("strict")],
        Discriminator(lambda value: {str: "number", dict: "strict"}.get(type(value))),
    ] = 0
    code: Annotated[int, AfterValidator(coded)] = 0
    each: list[int] | int = 0
    both: list[int] | tuple[str, ...] = ()
    few: list[int] = Field(default=[], min_length=1, max_length=2)
    near: dict[str, Annotated[Seats, Field(description="A group.")]] = {}


def test_a_model_complains_at_its_own_place():
    assert bound("\na: 2\nb: 1", Strict) == [(2, 1, "", "a is above b; expected a at most b")]
    text = "either: {a: 2}\nform: [1]\ncode: 3\neach: [1, x, 2, y]"
    assert bound(text, Mixed) == [
        (1, 9, "either", "a is above b; expected a at most b"),
        (2, 7, "form", "a list does not fit; expected one of the forms that this can have"),
        (3, 7, "code", "3 is odd; expected even"),
        (4, 11, "each[1]", "'x' does not fit; expected a whole number"),
        (4, 17, "each[3]", "'y' does not fit; expected a whole number"),
    ]
    assert bound("share: x\npick: {colour: red, lenth: 1}", Mixed) == [
        (1, 8, "share", "x is no share; expected 5% or a whole number"),
        (2, 7, "pick", "key 'length' is missing; expected 'length: ...'"),
        (2, 21, "pick.lenth", "key 'lenth' is unknown; did you mean 'length'?"),
    ]
    assert bound("pick: {colour: red, length: 1, heigt: 1}", Mixed) == [
        (1, 32, "pick.heigt", "key 'heigt' is unknown; expected one of colour, length"),
    ]
    assert bound("both: x\nnear: {a: {parts: [{bodi: x}]}}", Mixed) == [
        (1, 7, "both", "'x' does not fit; expected a list"),
        (2, 21, "near.a.parts[0].bodi", "key 'bodi' is unknown; did you mean 'body'?"),
    ]
    assert bound("few: []", Mixed) == [(1, 6, "few", "a list does not fit; expected 1 or more entries")]
    assert bound("few: [1, 2, 3]", Mixed) == [(1, 6, "few", "a list does not fit; expected 2 or fewer entries")]
    assert bound("either: x\nform: {a: x}\neach: x", Mixed) == [
        (1, 9, "either", "'x' does not fit; expected a whole number or a mapping"),
        (2, 11, "form.a", "'x' does not fit; expected a whole number"),
        (3, 7, "each", "'x' does not fit; expected a list or a whole number"),
    ]


values: st.SearchStrategy[Any] = st.deferred(
    lambda: (
        st.sampled_from(["1", "?", "x", "", "alone", "2022-06-08", "red", "simple", "double", "no", "1/2"])
        | st.lists(values, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [*Seats.model_fields, *PerFact.model_fields, "from", "kind", "of", "polity", "int", "x", ""]
            ),
            values,
            max_size=4,
        )
    )
)


@given(values | strategies.trees(), st.sampled_from([Seats, Polity, Odd, PerFact, Strict, Mixed]))
def test_bind_gives_a_model_or_complaints_with_paths_into_the_tree(value, model):
    tree = from_plain(value)
    try:
        bound = bind(tree, model)
    except CaseError as error:
        for complaint in error.complaints:
            assert "; expected " in complaint.message or "; did you mean " in complaint.message
            assert "Input should" not in complaint.message
            assert "function" not in complaint.path
    else:
        assert isinstance(bound, model)


@given(strategies.emitted(values), st.sampled_from([Seats, Polity, Odd]))
def test_bind_complains_inside_the_file(pair, model):
    _, text = pair
    if "''" in text or '""' in text:  # an empty key is refused before
        return
    found: list[Complaint] = []
    bind(parse(text, "f.yaml"), model, complaints=found)
    for complaint in found:
        assert inside(text, complaint.line, complaint.column)


@given(values, st.lists(st.sampled_from([*Seats.model_fields, "list[int]", "[key]", "x"]) | st.integers(0, 2)))
def test_place_reaches_as_deep_as_it_can(value, loc):
    node, names = from_plain(value), []
    for part in loc:
        if isinstance(node, Mapping) and str(part) in node:
            node = node[str(part)]
            names.append(f".{part}")
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            names.append(f"[{part}]")
    assert place(from_plain(value), loc)[1] == "".join(names).removeprefix(".")


def test_place_of_a_key_is_where_the_key_stands():
    tree = parse("a:\n  b: 1", "f.yaml")
    assert place(tree, ("a", "b", "[key]")) == (Mark("f.yaml", 2, 3), "a.b")
    assert place(tree, ("a", "b"))[0] == Mark("f.yaml", 2, 6)


# Files


def test_a_file_is_read_with_its_name(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes("а: [ә]\r\n".encode())
    tree = read(path)
    assert plain(tree) == {"а": ["ә"]}
    assert tree.mark == Mark(str(path), 1, 1)
