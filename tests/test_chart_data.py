"""What a chart's specification finds in its data: a field for all that a claim says, exactly as it says it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import pipeline
from briefing.document import Chart, Document, Table, plain
from briefing.load import records
from briefing.load.yaml import read
from briefing.model.charts import as_json
from briefing.model.data import FIELDS, value_of
from briefing.model.evidence import Fact
from briefing.workspace import Workspace
from tests.textcases import lay_out, read_cases

START = read_cases(Path(__file__).parent / "cases/text/_start.md")[0].files

FACTS = """fish:
  label: Fish handled in the port
  claims:
    - {value: 3001, unit: t, bound: approx, as_of: "2024", by: the ministry, scope: all piers, status: official_data,
       source: gazette, quote: "an estimated 3,001 tonnes of fish in 2024 on all piers"}
boats:
  label: Boats in the harbour
  claims:
    - {value: 126, unit: boats, bound: min, place: harbour, status: reported, source: gazette,
       quote: at least 126 boats in the harbour}
    - {value: 130.50, unit: boats, bound: max, as_of: August, status: claimed, source: echo,
       quote: at most 130.50 boats in August}
  resolution: {decision: compatible, note: Both can be right.}
talks:
  label: Day of the talks
  claims:
    - {value: "2025-03-04", status: reported, source: gazette, quote: The talks of March 4}
    - {value: "2025-03", id: month, status: reported, source: gazette, quote: The talks of March 4}
ban:
  label: State of the ban
  claims:
    - {value: Not lifted, method: by hand, status: reported, source: gazette, quote: "the ban, by hand, has not been lifted"}
length:
  label: Length of the talks
  claims:
    - {value: 2, unit: hours, status: reported, source: gazette, quote: talks lasted two hours}
    - {value: 5, unit: hours, status: reported, source: echo, quote: they talked for five hours}
  resolution: {decision: disclose, note: Neither says who looked at a clock.}
"""

SECTION = """title: Findings
body:
  - Fish were handled, the ministry says [@fish].
  - chart:
      caption: The harbour
      alt: What one sees.
      data:
        - fish
        - {fact: boats, label: Boats, also: {group: In the harbour}}
        - talks/gazette
        - ban
        - length/gazette
        - {low: boats/gazette, high: boats/echo, label: From few boats to many}
      spec:
        $schema: https://vega.github.io/schema/vega-lite/v6.json
        mark: {type: bar, clip: true, cornerRadius: 1e1, invalid: null}
        encoding: {x: {field: words, type: nominal, title: "null"}, y: {field: row, type: ordinal}}
      source: The Gazette; the Echo has five hours [@length].
"""


def composed(root: Path, section: str = SECTION) -> Document:
    files = {name: content for name, content in START.items() if name != "seeds/facts/facts.yaml"}
    lay_out({**files, "seeds/facts/facts.yaml": FACTS.encode(), "sections/findings.yaml": section.encode()}, root)
    checked = pipeline.check(Workspace(root))
    found = {one.rule.value for one in checked.diagnostics if one.level.value == "error"} - {
        "quote-is-verified",
        "number-is-carried",
    }
    assert not found, checked.diagnostics
    return pipeline.document(checked)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return composed(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def spec(document: Document) -> dict[str, Any]:
    (chart,) = (block for section in document.sections for block in section.blocks if isinstance(block, Chart))
    made: dict[str, Any] = json.loads(chart.spec)
    assert chart.spec == json.dumps(made, sort_keys=True, ensure_ascii=False)
    return made


def test_every_row_has_every_field_in_the_order_of_the_file(spec: dict[str, Any]) -> None:
    data = spec["data"]["values"]
    assert [row["row"] for row in data] == list(range(len(data)))
    assert all(set(FIELDS) <= row.keys() for row in data)
    assert [row["label"] for row in data] == [
        "Fish handled in the port",
        "Boats",
        "Boats",
        "Day of the talks",
        "Day of the talks",
        "State of the ban",
        "Length of the talks",
        "From few boats to many",
    ]
    assert [row.get("group") for row in data] == [None, "In the harbour", "In the harbour", *[None] * 5]


def test_bounds_open_one_end_and_numbers_stay_what_they_are(spec: dict[str, Any]) -> None:
    ends = [(row["value"], row["low"], row["high"], row["bound"]) for row in spec["data"]["values"]]
    assert ends == [
        (3001, 3001, 3001, "approx"),
        (126, 126, None, "min"),
        (130.5, None, 130.5, "max"),
        ("2025-03-04", "2025-03-04", "2025-03-04", "exact"),
        ("2025-03", "2025-03", "2025-03", "exact"),
        ("Not lifted", None, None, "exact"),
        (2, 2, 2, "exact"),
        (None, 126, 130.5, "min; max"),
    ]
    assert [type(row["value"]) for row in spec["data"]["values"][:3]] == [int, int, float]


def test_dates_units_and_who_says_it(spec: dict[str, Any]) -> None:
    data = spec["data"]["values"]
    assert [row["date"] for row in data] == ["2024", None, None, "2025-03-04", "2025-03", None, None, None]
    assert [row["unit"] for row in data] == ["t", "boats", "boats", "", "", "", "hours", "boats"]
    assert data[0]["who"] == "the Gazette, citing the ministry"
    assert data[7]["who"] == "the Gazette; the Echo"
    assert (data[0]["scope"], data[1]["place"], data[2]["as_of"], data[5]["method"]) == (
        "all piers",
        "harbour",
        "August",
        "by hand",
    )
    assert (data[0]["by"], data[0]["status"], data[1]["by"]) == ("the ministry", "official_data", "")
    assert data[0]["words"].replace("\u00a0", " ") == "about 3,001 t"
    assert data[7]["words"].replace("\u00a0", " ") == "at least 126 boats to at most 130.50 boats"


def test_what_sources_differ_on_is_marked(spec: dict[str, Any]) -> None:
    data = spec["data"]["values"]
    assert [row["label"] for row in data if row["disputed"]] == ["Length of the talks"]


def test_the_rest_of_the_specification_is_as_it_was_written(spec: dict[str, Any]) -> None:
    assert spec["mark"] == {"type": "bar", "clip": True, "cornerRadius": 10.0, "invalid": None}
    assert spec["encoding"]["x"]["title"] == "null"
    assert spec["$schema"].endswith("/vega-lite/v6.json")


def test_the_annex_has_the_data_and_stands_before_the_sources(document: Document) -> None:
    assert [section.id for section in document.sections] == ["findings", "figure-data", "sources", "differences"]
    (table,) = document.sections[1].blocks
    assert isinstance(table, Table) and (table.figure, table.number, table.origin) == (1, 0, None)
    cells = [[plain(cell).replace("\u00a0", " ") for cell in row] for row in table.rows]
    assert cells[0] == ["Fish handled in the port", "about 3,001 t", "2024", "all piers", "the Gazette, citing the ministry"]
    assert [column.align for column in table.columns] == ["left"] * 5, "dates and words among figures have no place value"


def test_what_falls_with_a_fact_is_told_of_charts_too(tmp_path: Path) -> None:
    composed(tmp_path)
    found = pipeline.uses(pipeline.check(Workspace(tmp_path)), "ban")
    assert found is not None
    assert [(one.what, one.text, one.falls) for one in found if one.what != "fact"] == [("chart", "The harbour", False)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("a0.-+e: #é"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab0", min_size=1), inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
def test_json_written_as_yaml_is_read_as_it_is(value: Any) -> None:
    tree = read("sections/x.yaml", json.dumps({"spec": value}, ensure_ascii=False).encode())
    assert tree.root is not None and tree.diagnostics == ()
    assert as_json(tree.root) == {"spec": value}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "yes"),
        ("2024-01", "2024-01"),
        ("1_000", "1_000"),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        (".5", 0.5),
        ("1e400", "1e400"),
        (".inf", ".inf"),
        ("~", None),
        ("TRUE", True),
        ("'true'", "true"),
        ('"1"', "1"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(written: str, meant: Any) -> None:
    tree = read("sections/x.yaml", f"spec: {written}\n".encode())
    assert tree.root is not None
    assert as_json(tree.root) == {"spec": meant}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12, places=3))
def test_a_number_is_drawn_as_it_is_written(amount: Decimal) -> None:
    text = (
        f"x:\n  label: X\n  claims: [{{value: {amount:f}, unit: t, status: reported, source: gazette, quote: so much of it}}]\n"
    )
    tree = read("seeds/facts/x.yaml", text.encode())
    assert tree.root is not None
    ((key, node),) = tree.root.entries
    fact = records.named(Fact, key, node).record
    assert fact is not None
    drawn = value_of(fact.claims[0])
    assert Decimal(str(drawn)) == amount
    assert isinstance(drawn, int) == (amount == amount.to_integral_value())
