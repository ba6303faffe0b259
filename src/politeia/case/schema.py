"""JSON Schemas of the case files, made from the models that read them: what an editor checks is what politeia reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from politeia.case.dated import Heading
from politeia.case.election import ElectionsFile
from politeia.case.polity import SECTIONS, Header
from politeia.case.terms import Noun

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

SECTION_ABOUT: Mapping[str, str] = {
    "bodies": "offices, chambers and other holders of power, by id; each declared once, or as a history of entries",
    "seats": "groups of seats that are filled in one way, by id; each a history of entries",
    "powers": "what an actor may do, by id; each a history of entries",
    "procedures": "how a proposal becomes valid, by id; each a history of entries",
    "provisions": "clauses that give no power to decide, by id; each a history of entries",
}


@cache
def polity_schema() -> Schema:
    """The schema of a polity file. An entry states what it changes, so that of its keys only `since` is required."""
    schema = schema_of(Header, Heading, *SECTIONS.values())
    defs = schema["$defs"]
    entries = {}
    for section, model in SECTIONS.items():
        name = f"{model.__name__}Entry"
        defs[name] = _entry(defs, model)
        history = {"type": "array", "items": _ref(name), "minItems": 1}
        once = [_ref(model.__name__)] if section == "bodies" else []
        entries[section] = {
            "description": SECTION_ABOUT[section],
            "type": "object",
            "additionalProperties": {"anyOf": [*once, history]} if once else history,
        }
    header = defs.pop("Header")
    header["properties"] |= entries
    return _file("a polity and its constitutional texts", header, defs)


@cache
def elections_schema() -> Schema:
    """The schema of an elections file."""
    return model_schema("the votes of a case", ElectionsFile)


def model_schema(title: str, model: type[BaseModel]) -> Schema:
    """The schema of a file that one model reads whole."""
    defs = schema_of(model)["$defs"]
    return _file(title, defs.pop(model.__name__), defs)


# A case file's schema, by its first key, which is its name as well.
SCHEMAS: Mapping[str, Callable[[], Schema]] = {"polity": polity_schema, "elections": elections_schema}


def described(kind: str, keys: tuple[str | int, ...]) -> str | None:
    """What the schema says about the place that these keys lead to, or None where it knows none.

    >>> described("polity", ("acts", "2022", "in_force"))
    'the day it entered into force, as far as its entries do not say otherwise'
    """
    schema = SCHEMAS[kind]()
    found: list[Schema] = [schema]
    for key in keys:
        found = [inner for node in found for option in _options(schema, node) for inner in _inside(option, key)]
    return next((node["description"] for node in found if "description" in node), None)


def _options(schema: Schema, node: Schema) -> Iterator[Schema]:
    """A schema without its references and alternatives."""
    if "$ref" in node:
        yield from _options(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    for option in [*node.get("anyOf", ()), *node.get("oneOf", ())]:
        yield from _options(schema, option)
    yield node


def _inside(node: Schema, key: str | int) -> Iterator[Schema]:
    if isinstance(key, int):
        if isinstance(node.get("items"), dict):
            yield node["items"]
    elif key in node.get("properties", {}):
        yield node["properties"][key]
    elif isinstance(node.get("additionalProperties"), dict):
        yield node["additionalProperties"]


def _entry(defs: Schema, model: type[Noun]) -> Schema:
    """An entry of a record's history: its heading, and as much of the record as it states."""
    heading, record = defs["Heading"], _partial(defs, model)
    return {
        "description": f"One entry of a history. {record['description']}",
        "type": "object",
        "properties": heading["properties"] | record["properties"],
        "required": ["since"],
        "additionalProperties": False,
    }


def _partial(defs: Schema, model: type[Noun]) -> Schema:
    """A model's schema with no key required, and so for the items that an entry lays over one by one."""
    whole = defs[model.__name__]
    partial = {key: value for key, value in whole.items() if key != "required"}
    required = whole.get("required", ())
    partial["properties"] = {
        key: node if key in required else _may_end(node) for key, node in whole["properties"].items()
    }
    for key, inner in model.deep.items():
        name = f"{inner.__name__}Entry"
        item = _partial(defs, inner)
        item["properties"]["repealed"] = {"type": "boolean", "description": "the item ends here"}
        defs[name] = item
        described_as = partial["properties"][key].get("description")
        partial["properties"][key] = {
            "description": described_as, "type": "object", "minProperties": 1, "additionalProperties": _ref(name),
        }  # fmt: skip
    return partial


def _may_end(node: Schema) -> Schema:
    """The schema of an optional key in an entry, which may end what it inherits."""
    around: Schema = {key: node[key] for key in ("description", "default") if key in node}
    return around | {"anyOf": [{key: value for key, value in node.items() if key not in around}, {"const": "none"}]}


def schema_of(*models: type[BaseModel]) -> Schema:
    """The schemas of models, as a YAML file writes their values."""
    _, schema = models_json_schema([(model, "validation") for model in models], by_alias=True)
    written: Schema = _as_written(schema)
    return written


def _as_written(node: Any) -> Any:
    """A schema that pydantic made, as the reader takes values and as an editor best shows it.

    Keys may be left out but not empty, so null goes; the reader keeps the text of a scalar, so that `since: 2022` is a
    text although an editor sees a number; titles that only repeat the key go.
    """
    if isinstance(node, list):
        return [_as_written(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _as_written(value) for key, value in node.items() if key != "title" or not isinstance(value, str)}
    if not isinstance(made.get("default", 0), str | int):
        del made["default"]  # an empty one of its kind, which needs no telling
    if "anyOf" in made:
        made["anyOf"] = [option for option in made["anyOf"] if option != {"type": "null"}]
        if len(made["anyOf"]) == 1:
            only = made.pop("anyOf")[0]
            made = only | made
    if made.get("type") == "string" and not {"enum", "const", "format"} & made.keys():
        made["type"] = ["string", "number"]
    if made.get("type") == "boolean":
        del made["type"]
        made["enum"] = [True, False, "yes", "no"]
    return made


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _file(title: str, whole: Schema, defs: Schema) -> Schema:
    """A whole schema, with the definitions that it reaches and no other."""
    reached: set[str] = set()
    left: list[Any] = [whole]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).rpartition("/")[2]
            if name and name not in reached:
                reached.add(name)
                left.append(defs[name])
            left += node.values()
        elif isinstance(node, list):
            left += node
    kept = {name: defs[name] for name in sorted(reached)}
    return {"$schema": DIALECT, "title": f"politeia: {title}", **whole, "$defs": kept}
