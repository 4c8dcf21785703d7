"""The JSON Schemas take what the program takes, refuse the usual mistakes, and say of every key what it is for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from briefing.check.waivers import bad_severities, bad_waivers
from briefing.diagnostics import ADJUSTABLE, WAIVABLE, Diagnostic, Rule
from briefing.load import load
from briefing.model.base import Record
from briefing.model.section import Block
from briefing.report import schema as made
from briefing.report.schema import FOLDER, schemas, write_schemas
from briefing.workspace import Workspace
from tests.test_load import START
from tests.textcases import Case, lay_out, read_cases
from tests.workspaces import BASE

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = schemas()
VALIDATORS = {kind: Draft202012Validator(schema) for kind, schema in SCHEMAS.items()}
CASES = [(case, path.parent.name) for path in sorted((ROOT / "tests/cases").rglob("[!_]*.md")) for case in read_cases(path)]
SHAPE = {Rule.KEY_IS_KNOWN, Rule.FIELD_IS_PRESENT, Rule.VALUE_FITS_ITS_FIELD}
UNREADABLE = {
    Rule.FILE_IS_UTF8,
    Rule.YAML_IS_WELL_FORMED,
    Rule.YAML_IS_BOUNDED,
    Rule.KEYS_ARE_UNIQUE,
    Rule.TEXT_IS_PRINTABLE,
}


def kind_of(path: str) -> str:
    for folder, kind in {
        "sections/": "section",
        "seeds/sources/": "sources",
        "seeds/facts/": "facts",
        "reviews/": "reviews",
    }.items():
        if path.startswith(folder):
            return kind
    assert path == "brief.yaml"
    return "brief"


def yaml_files(root: Path) -> list[str]:
    found = [root / "brief.yaml", *root.glob("sections/*.yaml"), *root.glob("seeds/*/*.yaml"), *root.glob("reviews/*.yaml")]
    return sorted(path.relative_to(root).as_posix() for path in found if path.is_file())


def as_seen_by_editors(value: Any) -> Any:
    """What YAML 1.1 makes of a file, in the types that JSON has."""
    if isinstance(value, dict):
        return {str(key): as_seen_by_editors(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_seen_by_editors(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(kind: str, text: str | bytes) -> list[str]:
    data = as_seen_by_editors(yaml.safe_load(text))
    return [f"{error.json_path}: {error.message[:200]}" for error in VALIDATORS[kind].iter_errors(data)]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_each_is_a_schema_of_draft_2020_12(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("path", yaml_files(ROOT))
def test_every_file_of_this_brief_is_taken(path: str) -> None:
    assert faults(kind_of(path), (ROOT / path).read_bytes()) == []


@pytest.mark.parametrize("path", [path for path in BASE if path.endswith(".yaml")])
def test_every_file_of_the_small_workspace_is_taken(path: str) -> None:
    assert faults(kind_of(path), BASE[path] or b"") == []


@pytest.mark.parametrize(("case", "room"), CASES, ids=[str(case) for case, _ in CASES])
def test_the_schemas_take_what_the_models_take(case: Case, room: str, tmp_path: Path) -> None:
    lay_out({**(START if room == "load" else BASE), **case.files}, tmp_path)
    loaded = load(Workspace(tmp_path))
    found = (*loaded.diagnostics, *bad_waivers(loaded.project), *bad_severities(loaded.project))
    for path in yaml_files(tmp_path):
        here = {one.rule for one in found if one.span and one.span.path == path}
        if not here & (SHAPE | UNREADABLE | {Rule.WAIVER_HAS_A_REASON}):
            assert faults(kind_of(path), (tmp_path / path).read_bytes()) == []


@pytest.mark.parametrize(("case", "room"), CASES, ids=[str(case) for case, _ in CASES])
def test_the_schemas_refuse_unknown_keys_and_missing_fields(case: Case, room: str, tmp_path: Path) -> None:
    lay_out({**(START if room == "load" else BASE), **case.files}, tmp_path)
    found = load(Workspace(tmp_path)).diagnostics
    for path in yaml_files(tmp_path):
        here = [one for one in found if one.span and one.span.path == path]
        if any(map(_is_of_shape, here)) and not {one.rule for one in here} & UNREADABLE:
            assert faults(kind_of(path), (tmp_path / path).read_bytes()), [one.message for one in here]


def _is_of_shape(one: Diagnostic) -> bool:
    """Whether a schema can know it: not a record of which one field or another must be there, and no name of a rule."""
    if "needs a `description`" in one.message or "there is no rule" in one.message:
        return False
    return one.rule is Rule.KEY_IS_KNOWN or (one.rule is Rule.FIELD_IS_PRESENT and " lacks " in one.message)


FACT = """
coca-area:
  label: Area under coca
  claims:
    - value: 261000
      status: official_data
      source: weekly
      quote: approximately 261,000 hectares
"""
SOURCE = """
weekly: {type: article-newspaper, title: The land, name: the Weekly, kind: news, descriptor: A weekly paper., URL: "https://a.b"}
"""
BRIEF = """
{id: it, title: It, date: 2026-02-09, information_cutoff: 2026-02, language: en, sections: [one],
 rules: {fact-is-used: off}}
"""
SECTION = """
title: It
body:
  - 1810
  - yes
  - list: [one, 2]
  - list: {ordered: true, items: [one]}
  - table: {caption: It, columns: [Year, {text: Area, align: decimal}], rows: [[2024, {fact: coca}], [2025-01-01, no]],
      source: Us.}
  - callout: {kind: note, title: It, body: [One.]}
  - judgment:
      {text: Rain is likely., likelihood: likely, confidence: low, basis: Clouds., alternatives: None., indicators: [Sun],
       supports: [coca]}
  - timeline: {caption: It, events: [{date: 2026-02-03, text: They met.}, {fact: vote, text: A vote.}]}
  - timeline: {caption: It, facts: [vote], events: [{fact: vote}]}
  - table: {caption: It, facts: [coca, coca/un], columns: [label, {field: value, text: Area}], source: Us.}
  - chart:
      {caption: It, alt: A bar., data: [coca, {fact: coca/un, label: 2024, also: {kind: one}}, {low: coca/a, high: coca/b}],
       spec: {mark: bar, encoding: {x: {field: value, axis: null}}}, source: Us.}
"""
GOOD = {"facts": FACT, "sources": SOURCE, "brief": BRIEF, "section": SECTION}
MISTAKES = [
    ("facts", "quote:", "quota:"),
    ("facts", "      quote: approximately 261,000 hectares\n", ""),
    ("facts", "official_data", "offical_data"),
    ("facts", "coca-area:", "Coca_Area:"),
    ("facts", "value: 261000", "value: [261000]"),
    ("facts", "value: 261000", "value:"),
    ("facts", "claims:", "claims: []\n  claim:"),
    ("sources", "kind: news", "kind: newspaper"),
    ("sources", "URL:", "url:"),
    ("sources", "type: article-newspaper, ", ""),
    ("sources", "weekly: {", "weekly: {id: weekly, "),
    ("brief", "language: en", "language: fr"),
    ("brief", "[one]", "one"),
    ("brief", "2026-02-09", "9 February 2026"),
    ("brief", "fact-is-used", "fact-is-usd"),
    ("brief", "off", "none"),
    ("section", "- list: [one, 2]", "- list: [one, 2]\n    heading: It"),
    ("section", "- list: [one, 2]", "- lists: [one, 2]"),
    ("section", "- list: [one, 2]", "- {}"),
    ("section", "- list: [one, 2]", "- list: []"),
    ("section", "- list: [one, 2]", "- heading:"),
    ("section", "- 1810", "- [1810]"),
    ("section", "caption: It, columns", "columns"),
    ("section", "kind: note", "kind: remark"),
    ("section", "alt: A bar., ", ""),
    ("section", "spec: {mark: bar", "spec: bar, x: {mark: bar"),
    ("section", "low: coca/a", "from: coca/a"),
    ("section", "field: value, text: Area", "field: figure, text: Area"),
    ("section", "alternatives: None.", "alternatives: []"),
    ("section", "title: It\nbody", "titel: It\nbody"),
]


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_right_is_taken(kind: str) -> None:
    assert faults(kind, GOOD[kind]) == []


@pytest.mark.parametrize(("kind", "right", "wrong"), MISTAKES)
def test_the_usual_mistakes_are_refused(kind: str, right: str, wrong: str) -> None:
    assert right in GOOD[kind]
    assert faults(kind, GOOD[kind].replace(right, wrong, 1))


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema, with its name."""
    if isinstance(schema, list):
        for one in schema:
            yield from properties(one)
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"].items()
        for value in schema.values():
            yield from properties(value)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_has_a_title_and_a_description(kind: str) -> None:
    assert SCHEMAS[kind]["title"] and SCHEMAS[kind]["description"]
    silent = [name for name, one in properties(SCHEMAS[kind]) if not (one.get("title") and one.get("description"))]
    assert silent == [], "give each field a docstring in its model"


def records() -> dict[str, dict[str, Any]]:
    """Every record of the schemas, by its model's name."""
    found = {"Manifest": SCHEMAS["brief"], "Section": SCHEMAS["section"]}
    for one in SCHEMAS.values():
        found.update({name: record for name, record in one["$defs"].items() if name[0].isupper()})
    return found


def test_every_model_is_there_with_every_field_by_its_name_in_the_files() -> None:
    found = records()
    for model in Record.__subclasses__():
        names = {field.alias or name for name, field in model.model_fields.items()}
        if model.__name__ in ("Source", "Fact", "Section", "Review"):
            names.remove("id")
        assert set(found[model.__name__]["properties"]) == names
        assert found[model.__name__]["additionalProperties"] is False
    assert set(made._MORE) <= {(name, field) for name, one in found.items() for field in one["properties"]} | {("", "waive")}


def test_a_block_is_of_one_kind() -> None:
    kinds = [one["required"] for one in records()["Block"]["oneOf"]]
    names = {field.alias or name for name, field in Block.model_fields.items()}
    assert sorted(kinds) == sorted([name] for name in names - {"waive"})


def test_the_rules_are_offered() -> None:
    assert set(SCHEMAS["brief"]["$defs"]["rules"]["properties"]) == {rule.value for rule in ADJUSTABLE}
    assert set(SCHEMAS["facts"]["$defs"]["waive"]["properties"]) == {rule.value for rule in WAIVABLE}


def test_they_are_written_as_files(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path / FOLDER)
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == sorted(path.name for path in paths)
    assert {path.name: json.loads(path.read_text("utf-8")) for path in paths} == {
        f"{kind}.schema.json": schema for kind, schema in SCHEMAS.items()
    }
    before = [path.read_bytes() for path in paths]
    write_schemas(tmp_path / FOLDER)
    assert [path.read_bytes() for path in paths] == before


@pytest.mark.parametrize("path", yaml_files(ROOT))
def test_every_file_of_this_brief_names_its_schema(path: str) -> None:
    first = (ROOT / path).read_text("utf-8").split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema={'../' * path.count('/')}{FOLDER}/{kind_of(path)}.schema.json"
