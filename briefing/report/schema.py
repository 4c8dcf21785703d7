"""JSON Schemas of the files of a workspace, made from the models, so that editors complete and check while one types.

The check of the program is the law; a schema is a help. It takes what the models take, with YAML's own types (261000 is a number
to an editor, a text to us), and knows each key by the name that the files use. What a model asks in code of its own, such as a
date that exists, is left to the check.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from briefing.diagnostics import ADJUSTABLE, RULES, WAIVABLE, Rule
from briefing.model.base import Record
from briefing.model.brief import Manifest
from briefing.model.evidence import Fact, Source
from briefing.model.purposes import NAMES, PURPOSES
from briefing.model.review import Review
from briefing.model.section import Section
from briefing.workspace import write_together

FOLDER = ".briefing/schemas"
"""Where the schemas of a workspace are kept: they are made, so version control passes them over."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SHORT = "x-short"
"""Marks, while a schema is made, the field whose value may stand for the whole; empty for the item of a list."""

_DECIDED: dict[str, frozenset[Rule]] = {"rules": ADJUSTABLE, "waive": WAIVABLE}
"""The fields whose keys are rules."""

Schema = dict[str, Any]

_MORE: dict[tuple[str, str], str] = {
    ("", "waive"): "rules that do not hold here, each with the reason",
    ("Waiver", "until"): "the last day of the brief on which the waiver holds, like 2026-06-30",
    ("Author", "family"): "the family name",
    ("Author", "given"): "the given names",
    ("Author", "literal"): "the whole name of an institution, or of a person whose name has no parts",
    ("Original", "exclude"): "lines that are not the article: headings, captions, site menus",
    ("Source", "title"): "the title as the source has it",
    ("Source", "title-short"): "the short form for repeated notes",
    ("Source", "author"): "the authors in their order; absent where the source names none",
    ("Source", "container-title"): "the newspaper, site or journal in which it appeared",
    ("Source", "publisher"): "who published it, where that is not said by the container",
    ("Source", "issued"): "the date of issue, like 2026-02-03, 2026-02 or 2026",
    ("Source", "accessed"): "when it was read, like 2026-02-09",
    ("Source", "URL"): "the address, with https://",
    ("Source", "language"): "the language of the text, like en or es",
    ("Source", "derived_from"): "the id of the source that this one rewrites, translates or copies",
    ("Claim", "id"): "a name for citations, where the source makes more than one claim to this fact",
    ("Claim", "unit"): "the unit of a number: ha, %, USD, months",
    ("Claim", "bound"): "how the number is meant: exact, approx, min or max",
    ("Claim", "as_of"): "of what time it holds",
    ("Claim", "scope"): "of what it holds: which group, part or case",
    ("Claim", "method"): "how it was found: whose count, which poll",
    ("Claim", "place"): "where it holds",
    ("Claim", "rank"): "preferred, normal, or deprecated with a reason",
    ("Claim", "reason"): "why the claim is deprecated",
    ("Claim", "prefix"): "the words before the quotation, where it stands in several places",
    ("Claim", "suffix"): "the words after the quotation, where it stands in several places",
    ("Fact", "caution"): "what a reader must be warned of, printed in the annex",
    ("ListBlock", "ordered"): "whether the items are numbered",
    ("Column", "text"): "the heading of the column",
    ("Column", "field"): "what a table of facts prints in this column: label, value, date, method, who and so on",
    ("Column", "align"): "left, right, or decimal for figures under one another",
    ("TableBlock", "columns"): "the headings of the columns; of a table of facts, the fields that it prints",
    ("TableBlock", "rows"): "the rows, each a list of cells",
    ("TableBlock", "facts"): "in place of rows, the facts and claims whose values are printed, a row for each claim",
    ("TableBlock", "summary"): "what the table shows in words, for a reader who cannot see it",
    ("EventSpec", "date"): "when it happened, like 2026-02-03, 2026-02 or 2026",
    ("EventSpec", "fact"): "a fact that has one date, in place of the date",
    ("EventSpec", "text"): "what happened; a fact without it is told by its label",
    ("TimelineBlock", "events"): "the events, each with a date and a text, or with a fact",
    ("TimelineBlock", "facts"): "facts that have a date, each an event by its label",
    ("DatumSpec", "fact"): "a fact, with a row for each claim that its name means; or one claim, like coca-area/un",
    ("DatumSpec", "low"): "the claim that a range begins with",
    ("DatumSpec", "high"): "the claim that a range ends with",
    ("DatumSpec", "label"): "what the row is called in the chart; else it is the label of its fact",
    ("DatumSpec", "also"): "more fields in our own words, by which the chart groups, sorts or colours",
    ("TimelineBlock", "source"): "where the dates are from, printed below the timeline; it may cite",
    ("Block", "heading"): "a heading inside the section",
    ("Block", "facts"): "ids of facts to list, each with what its sources say",
    ("Section", "role"): "key-points for the summary on the first page, else body",
    ("Review", "date"): "when it was made, as the editor’s program wrote it",
    ("Review", "draft"): "the fingerprint of the draft that it was made in",
    ("Review", "block"): "the id that the block had in that draft",
    ("Review", "part"): "which of the block’s texts it is about, as drafts name them: caption, item-2, cell-2-3",
    ("Review", "words"): "the exact words that it is about; absent for the whole text",
    ("Review", "near"): "the first words of the text, to find it again when it has moved",
    ("Review", "answers"): "what was answered, the first answer first",
    ("Review", "resolved"): "true once it is dealt with, or in its place what was done, in a sentence",
    ("Answer", "date"): "when it was answered",
    ("Manifest", "subtitle"): "the subtitle as it is printed",
    ("Manifest", "edition"): "the number of the edition, from 1",
    ("Manifest", "marking"): "the marking at the head of every page",
    ("Manifest", "issuer"): "who issues the brief",
    ("Manifest", "abstract"): "what the brief is about, in a few sentences",
    ("Manifest", "rules"): "severities that the brief chooses, by rule: error, warning, note or off",
}
"""What optional fields are for, where neither a docstring in the model nor the record that they hold says so."""


def schemas() -> dict[str, Schema]:
    """A schema for each kind of file: `brief`, `section`, `sources`, `facts` and `reviews`."""
    return {
        "brief": _of_record(Manifest),
        "section": _of_record(Section, "id"),
        "sources": _of_records(Source, "Sources", "Sources by id: texts that claims come from."),
        "facts": _of_records(Fact, "Facts", "Facts by id: questions, each with everything that the sources say to it."),
        "reviews": _of_records(Review, "Reviews", "Reviews by id: what editors said of the brief, and what became of it."),
    }


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write each schema as `KIND.schema.json` into `folder`, all of them or none. Raises OSError."""
    files = {folder / f"{kind}.schema.json": schema for kind, schema in schemas().items()}
    write_together({path: f"{json.dumps(schema, indent=1, ensure_ascii=False)}\n".encode() for path, schema in files.items()})
    return tuple(files)


def _of_record(model: type[Record], *given: str) -> Schema:
    """The schema of a file that is one record; the fields `given` come from elsewhere, like the file's name."""
    schema = _generate(model)
    for field in given:
        _take_out(schema, field)
    return {"$schema": _DIALECT, **schema}


def _of_records(model: type[Record], title: str, description: str) -> Schema:
    """The schema of a file that holds records by their ids."""
    schema = _generate(model)
    inner = schema.pop("$defs", {})
    pattern = _take_out(schema, "id").get("pattern")
    return {
        "$schema": _DIALECT,
        "title": title,
        "description": description,
        "type": "object",
        "propertyNames": {"pattern": pattern},
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": {**inner, model.__name__: schema},
    }


def _take_out(schema: Schema, field: str) -> Schema:
    """Remove a property; the property."""
    schema["required"] = [name for name in schema["required"] if name != field]
    taken: Schema = schema["properties"].pop(field)
    return taken


class _Generator(GenerateJsonSchema):
    """Pydantic's own, with YAML's types where we read text, and the short forms that validators before the models allow."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> Schema:
        """The words that may stand here, and what YAML 1.1 takes some of them for: `off` is false to it."""
        words = schema["expected"]
        typed = [value for value in map(yaml.safe_load, words) if not isinstance(value, str)]
        return {"enum": [*words, *typed]} if typed else super().literal_schema(schema)

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        """What the validator makes of a text or a list shows which short form it allows."""
        inner = super().function_before_schema(schema)
        short = {*_short_for(schema["function"]["function"], "text"), *_short_for(schema["function"]["function"], [])}
        return {"anyOf": [inner], _SHORT: sorted(short)} if short else inner


def _short_for(function: Callable[..., Any], value: object) -> Iterator[str]:
    """The field under which a validator puts a bare value; empty where it makes a list of it."""
    try:
        made = function(value)
    except Exception:  # a validator of another kind: it wants more arguments, or takes no such value
        return
    if isinstance(made, list) and made == [value]:
        yield ""
    elif isinstance(made, dict) and list(made.values()) == [value]:
        yield from made


def _generate(model: type[Record]) -> Schema:
    schema = model.model_json_schema(by_alias=True, mode="validation", schema_generator=_Generator)
    models = {one.__name__: one for one in _records(Record)}
    records = {**schema.get("$defs", {}), model.__name__: schema}
    for name, record in records.items():
        record["properties"] = {key: _tidy(value) for key, value in record["properties"].items()}
        _describe(record, models[name], models)
        _choose(record)
    shared: Schema = {}
    for record in records.values():
        lengthened = {key: _lengthened(value, records) for key, value in record["properties"].items()}
        record["properties"] = {key: _by_rule(value, key, shared) for key, value in lengthened.items()}
    defined = {**schema.pop("$defs", {}), **shared}
    return {**schema, "$defs": dict(sorted(defined.items()))}


def _records(model: type[Record]) -> Iterator[type[Record]]:
    for one in model.__subclasses__():
        yield one
        yield from _records(one)


def _tidy(schema: Any) -> Any:
    """Without defaults that say nothing and titles of pydantic's own; null as a type among others; lengths of lists as such."""
    if isinstance(schema, list):
        return [_tidy(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: _tidy(value) for key, value in schema.items() if key != "title"}
    if schema.get("default", 0) in (None, [], {}):
        del schema["default"]
    if "minLength" in schema and not _has_type(schema, "string"):
        schema["minItems"] = schema.pop("minLength")
    if schema.get("type") == "string" and re.search(schema.get("pattern", "$^"), "2026"):  # a bare number is text to us
        schema["type"] = ["string", "integer"]
    match schema.get("anyOf"):
        case [{"type": kind} as one, {"type": "null"}] if "enum" not in one:
            del schema["anyOf"]
            return {**one, **schema, "type": [*(kind if isinstance(kind, list) else [kind]), "null"]}
    return schema


def _has_type(schema: Schema, kind: str) -> bool:
    return kind in (schema.get("type") or ())


def _describe(schema: Schema, model: type[Record], models: dict[str, type[Record]]) -> None:
    """Give a record and each of its properties a title and a description."""
    schema["title"] = _title(
        NAMES.get(model.__name__, model.__name__).removeprefix("a ").removeprefix("an ").removeprefix("the ")
    )
    schema["description"] = inspect.cleandoc(model.__doc__ or "")
    said = _docstrings(model)
    fields = {field.alias or name: name for name, field in model.model_fields.items()}
    for name, value in schema["properties"].items():
        purpose = PURPOSES.get((model.__name__, name)) or _MORE.get((model.__name__, name)) or _MORE.get(("", name))
        about = [f"{purpose[0].upper()}{purpose[1:]}." if purpose else "", said.get(fields[name], "")]
        held = _held(model.model_fields[fields[name]].annotation, models)
        if not any(about) and held is not None:
            about = [inspect.cleandoc(held.__doc__ or "")]
        schema["properties"][name] = {"title": _title(name), "description": " ".join(filter(None, about)), **value}


def _title(name: str) -> str:
    words = re.sub("[-_]", " ", name)
    return words[:1].upper() + words[1:]


def _docstrings(model: type[Record]) -> dict[str, str]:
    """What stands below each field in the source of a model."""
    definition = ast.parse(inspect.getsource(model)).body[0]
    assert isinstance(definition, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in zip(definition.body, definition.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }


def _held(annotation: Any, models: dict[str, type[Record]]) -> type[Record] | None:
    """The record that a field holds, where it holds one."""
    for one in (annotation, *get_args(annotation)):
        if one in models.values():
            record: type[Record] = one
            return record
    return None


def _by_rule(schema: Schema, name: str, shared: Schema) -> Schema:
    """For what a brief decides about rules: the rules that can be decided about as keys, in a definition that records share."""
    value = schema.get("additionalProperties")
    if name not in _DECIDED or not isinstance(value, dict):
        return schema
    texts = {rule: text for rule, text in RULES.items() if rule in _DECIDED[name]}
    keys = {rule.value: {"title": rule.value, "description": text.summary, **value} for rule, text in texts.items()}
    shared[name] = {"type": "object", "properties": keys, "additionalProperties": False}
    return {"title": schema["title"], "description": schema["description"], "$ref": f"#/$defs/{name}"}


def _choose(schema: Schema) -> None:
    """Exactly one of the keys that need not stand but, where they stand, have a value: a block is of one kind."""
    optional = {name: value for name, value in schema["properties"].items() if name not in schema.get("required", ())}
    kinds = [name for name, value in optional.items() if not _may_be_empty(value)]
    if len(optional) == len(schema["properties"]) and len(kinds) > 1:
        schema["oneOf"] = [{"title": _title(kind), "required": [kind]} for kind in kinds]


def _may_be_empty(schema: Schema) -> bool:
    """Whether a property has another default than to be absent, or takes an empty value."""
    mapping_of_any = _has_type(schema, "object") and "$ref" not in schema
    return "default" in schema or mapping_of_any or _has_type(schema, "null") or {"type": "null"} in schema.get("anyOf", ())


def _lengthened(schema: Any, records: dict[str, Schema]) -> Any:
    """With the short forms beside the long ones, wherever they are marked."""
    if isinstance(schema, list):
        return [_lengthened(one, records) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _lengthened(value, records) for key, value in schema.items() if key != _SHORT}
    for field in schema.get(_SHORT, ()):
        long = made["anyOf"][0]
        made["anyOf"].append(records[long["$ref"].rpartition("/")[2]]["properties"][field] if field else long["items"])
    return made
