"""The schemas: draft 2020-12, describing every key, taking what politeia takes and refusing what it refuses."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
import yaml

from politeia.case.fields import TABLE, filled
from politeia.case.library import packaged
from politeia.case.polity import SECTIONS
from politeia.case.schema import SCHEMAS, described
from politeia.case.template import BLANK
from tests.case.documented import texts


class Editor(yaml.SafeLoader):
    """YAML as an editor reads it, by the core schema of YAML 1.2: a date is a text, and so are yes and no."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def seen(text: str) -> Any:
    """A file as an editor's schema check sees it: every key is a text."""

    def keyed(node: Any) -> Any:
        if isinstance(node, dict):
            return {str(key): keyed(item) for key, item in node.items()}
        return [keyed(item) for item in node] if isinstance(node, list) else node

    return keyed(yaml.load(text, Editor))  # noqa: S506 - it is a SafeLoader


def faults(kind: str, text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMAS[kind](), format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message[:100]}" for error in validator.iter_errors(seen(text))]


def nodes(node: Any):
    if isinstance(node, dict):
        yield node
        for item in node.values():
            yield from nodes(item)
    elif isinstance(node, list):
        for item in node:
            yield from nodes(item)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_is_a_schema_of_the_declared_draft_and_every_key_is_described(kind):
    schema = SCHEMAS[kind]()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    keys = [(key, item) for node in nodes(schema) for key, item in node.get("properties", {}).items()]
    assert len(keys) > 20
    assert [key for key, item in keys if not item.get("description")] == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_has_no_null_and_no_dead_definition(kind):
    schema = SCHEMAS[kind]()
    text = json.dumps(schema)
    assert "null" not in text
    assert set(re.findall(r'"#/\$defs/(\w+)"', text)) == schema["$defs"].keys()


@pytest.mark.parametrize("kind", SCHEMAS)
@pytest.mark.parametrize("folder", [*packaged().values(), BLANK], ids=lambda folder: folder.name)
def test_packaged_cases_and_the_template_are_valid(kind, folder):
    assert faults(kind, (folder / f"{kind}.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_documented_case_is_valid(kind, root):
    assert faults(kind, texts(root)[f"{kind}.yaml"]) == []


def test_an_entry_needs_its_act_and_nothing_else():
    schema = SCHEMAS["polity"]()
    assert {schema["$defs"][f"{model.__name__}Entry"]["required"][0] for model in SECTIONS.values()} == {"since"}
    assert all(len(schema["$defs"][f"{model.__name__}Entry"]["required"]) == 1 for model in SECTIONS.values())
    assert "required" not in schema["$defs"]["StepEntry"]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("as_of:", "as_off:"),
        ("elected: plurality", "electd: plurality"),
        ("elected: plurality", "elected: by_lot"),
        ("since: 1910, article", "sins: 1910, article"),
        ("need: majority, yes", "need: majority, jes"),
        ("need: 2/3", "need: two thirds"),
        ("kind: chamber", "kind: chambre"),
        ("per: region, n: 5", "per: region"),
        ("n: 10", "n: ten"),
        ("repealed: true", "repealed: maybe"),
        ("term: 6y", "term: long"),
        ("adopted: 1910-03-01, ", ""),
        ("polity: ruritania", "polity: Ruri Tania"),
    ],
)
def test_what_politeia_refuses_an_editor_underlines(good, bad, root):
    text = texts(root)["polity.yaml"]
    assert good in text
    assert faults("polity", text.replace(good, bad, 1))


@pytest.mark.parametrize(
    ("good", "other"),
    [
        ("since: 1910, article", 'since: "1910", article'),
        ("n: {per: region, n: 5}", "n: 60"),
        ("n: {per: region, n: 5}", 'n: "?"'),
        ("need: 2/3", "need: 0.6"),
        ("need: 2/3", "need: 40"),
        ('article: "12"', "article: 12"),
        ("repealed: true", "repealed: yes"),
        ("term: 6y", 'term: "?"'),
        ("names: Diet", "names: {en: Diet}"),
    ],
)
def test_every_way_of_writing_a_value_is_valid(good, other, root):
    text = texts(root)["polity.yaml"]
    assert good in text
    assert faults("polity", text.replace(good, other, 1)) == []


@pytest.mark.parametrize("key", ["recall", "renews", "term", "parts", "names"])
def test_an_entry_may_end_an_optional_key_and_no_other(key, root):
    text = texts(root)["polity.yaml"]
    assert faults("polity", text.replace("elected: plurality", f"{key}: none", 1)) == []
    assert faults("polity", text.replace("kind: chamber", "kind: none", 1))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("polity",), "the polity's id"),
        (("acts", "x", "layer"), "which layer of the law it is"),
        (("seats", "x", 0, "since"), "the act that made the entry"),
        (("seats", "x", 0, "n", "per"), "the fact counted, such as region"),
        (("procedures", "x", 0, "steps", "y", "need"), "the needed vote: majority, all, a share, a count"),
        (("bodies", "x", "kind"), "what sort of body it is; the core set finds bodies by it"),
        (("bodies", "x", 3, "kind"), "what sort of body it is; the core set finds bodies by it"),
        (("nothing", "at", "all"), None),
        (("polity", "deeper", 0), None),
    ],
)
def test_a_place_is_described_by_its_field(keys, said):
    assert described("polity", keys) == said


def test_the_page_on_the_format_says_what_the_models_say(root):
    page = (root / "docs/case-format.md").read_text("utf-8")
    assert page == filled(page), "run python -m politeia.case.fields docs/case-format.md"


def test_the_page_has_a_table_for_every_model_that_a_file_holds(root):
    page = (root / "docs/case-format.md").read_text("utf-8")
    told = {match[1] for match in TABLE.finditer(page)}
    held = {name.removesuffix("Entry") for schema in SCHEMAS.values() for name in schema()["$defs"]}
    assert held <= told
    links = set(re.findall(r"\]\(#(\w+)\)", page))
    headings = {heading.lower() for heading in re.findall(r"^#+ (\w+)$", page, re.MULTILINE)}
    assert links <= headings
