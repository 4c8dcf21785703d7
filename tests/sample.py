"""A small document that holds every kind of block and inline: what each writer must be able to draw."""

from __future__ import annotations

import json

from briefing.document import (
    Callout,
    Chart,
    Column,
    Detail,
    Difference,
    Differences,
    Document,
    Emphasis,
    Event,
    Evidence,
    Figure,
    Heading,
    Inlines,
    ItemList,
    Judgment,
    Labels,
    Link,
    Note,
    NoteRef,
    Paragraph,
    Position,
    Quotation,
    Reference,
    References,
    Section,
    Strong,
    Table,
    Text,
    Timeline,
)

LABELS = Labels(
    contents="Contents",
    table="Table",
    figure="Figure",
    timeline="Timeline",
    edition="Edition",
    date="Date",
    cutoff="Information cut-off",
    page="Page",
    of="of",
    cited_in="Cited in",
    note="note",
    notes="notes",
    data="Data of figure",
    skip="Skip to the text",
    back="Back to the text",
    listed="In the list of notes",
    close="Close",
    differ="Where the sources differ",
    beware="To be read with care",
    remark="Note",
    caution="Caution",
    disagreement="Sources differ",
    opening="“",
    closing="”",
)


def words(text: str, *notes: int) -> Inlines:
    """Plain text, with the calls of notes after it."""
    return (Text(text), *(NoteRef(number) for number in notes))


def note(number: int, *text: object, sources: tuple[str, ...] = ("weekly",), evidence: tuple[Evidence, ...] = ()) -> Note:
    inlines = tuple(Text(part) if isinstance(part, str) else part for part in text)
    return Note(number, f"note-{number}", inlines, sources, evidence=evidence)  # type: ignore[arg-type]


def held(place: str, quotation: str, **more: object) -> Evidence:
    """A claim of the weekly on the one question that is contested."""
    told = ("date/weekly", "Date of the meeting", "3 February 2026 (in public)", quotation, "es", "weekly", "the Weekly")
    return Evidence(*told, place, **more)  # type: ignore[arg-type]


CONTESTED = held(
    "para. 13",
    "el 3 de febrero, dijo ‘ella’ & <otros>",
    others=(Position("The daily (para. 1)", (Text("7 January 2024"),), "set aside"),),
    treatment="The later date stands.",
)
WARNED = held("para. 4", "un martes", treatment="The year is not given.")
PLAIN = Evidence(
    "area/daily", "Area", "261,000 ha", "261,000 hectares", "", "daily", "the daily, citing a ministry", "", "preferred"
)


COUNTS = (
    ("2023", "Ministry", 246, 225, 270),
    ("2023", "Survey", 253, 240, 262),
    ("2024", "Ministry", 262, 238, 290),
    ("2024", "Survey", 261, 249, 275),
)
RANGE = {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}
SPEC = {
    "data": {"values": [dict(zip(("year", "who", "count", "low", "high"), row, strict=True)) for row in COUNTS]},
    "encoding": {"x": {"field": "year", "type": "nominal", "title": None}, "xOffset": {"field": "who"}},
    "layer": [
        {
            "mark": "bar",
            "encoding": {
                "y": {"field": "count", "type": "quantitative", "title": "Thousand hectares"},
                "color": {"field": "who", "type": "nominal", "title": None},
            },
        },
        {"mark": {"type": "rule", "color": "white", "strokeWidth": 4}, "encoding": RANGE},
        {"mark": "rule", "encoding": RANGE},
    ],
}


def chart() -> Chart:
    """Bars with ranges, grouped by colour; its data are in the table `data-1`."""
    return Chart(
        "background-13",
        2,
        words("Two counts of one area"),
        "Bars: the ministry & the survey count about as much in both years <2023, 2024>.",
        json.dumps(SPEC, sort_keys=True),
        words("Counts as published."),
        "data-1",
    )


def document(image: str = "picture.png") -> Document:
    """The sample. `image` is the path of a PNG relative to the workspace in which it is rendered."""
    key_points = Section(
        "key-points",
        words("Key points"),
        "key-points",
        (
            ItemList(
                "key-points-1",
                (
                    words("Output rose by 4 per cent, the ministry says.", 1),
                    (Text("Two sources differ on the "), Strong((Text("date"),)), Text(".")),
                ),
            ),
        ),
    )
    body = Section(
        "background",
        words("Background & <context>"),
        "body",
        (
            Paragraph("background-1", (Text("A sum of 5 * 3 * 2 is "), Emphasis((Text("thirty"),)), Text("."), NoteRef(2))),
            Paragraph(
                "background-2", (Text("See "), Link("https://example.org/a?b=1&c=2", (Text("the report"),)), Text(", “quoted”."))
            ),
            Heading("background-3", words("What was said"), 2),
            ItemList("background-4", (words("First."), words("Second.", 3)), ordered=True),
            Table(
                "background-5",
                1,
                words("Area and output", 4),
                (Column(words("Measure")), Column(words("Value"), "decimal"), Column(words("Method"), "left")),
                (
                    (words("Area"), words("261,000 ha", 5), words("Satellite")),
                    (words("Output"), words("3,001.5 t"), words("Model", 6)),
                    (words("Share"), words("70 %"), words("Both")),
                ),
                words("Source: the ministry.", 7),
                "Area, output and share, with the method of each",
            ),
            Timeline(
                "background-6",
                1,
                words("How it went"),
                (Event("3 February 2026", words("The meeting.", 8)), Event("March 2026", words("The vote."))),
                words("Dates as reported."),
            ),
            Figure("background-7", 1, image, "A grey square", words("The square", 9), words("Drawn by us.")),
            chart(),
            Quotation("background-8", words("I like frank people"), words("A president, after the meeting", 10)),
            Callout(
                "background-9",
                "disagreement",
                words("The sources differ"),
                (words("One says yes.", 11), words("Another says no.")),
            ),
            Callout("background-10", "caution", words("Read with care"), (words("The year is not given."),)),
            Callout("background-11", "note", words("A remark"), (words("Nothing hangs on it."),)),
            Judgment(
                "background-12",
                "Judgment",
                words("It is likely (55–80 %) that talks go on."),
                (
                    Detail("Confidence", (words("Low"),)),
                    Detail("Basis", (words("One meeting.", 12),)),
                    Detail("Indicators", (words("A second meeting."), words("A signed text."))),
                ),
            ),
        ),
    )
    annex = Section(
        "differences",
        words("Where the sources differ"),
        "annex",
        (
            Differences(
                "differences-1",
                (
                    Difference(
                        "difference-date",
                        "Date of the meeting",
                        (
                            Position("The weekly", words("3 February 2026", 13), ""),
                            Position("The daily", words("7 January 2024"), "set aside"),
                        ),
                        words("The later date stands: the daily names both."),
                    ),
                ),
            ),
        ),
    )
    data = Section(
        "data",
        words("Data of the figures"),
        "annex",
        (
            Table(
                "data-1",
                0,
                words("Counts in thousand hectares"),
                (
                    Column(words("Year")),
                    Column(words("Who")),
                    *(Column(words(name), "right") for name in ("Count", "From", "To")),
                ),
                tuple(tuple(words(str(cell)) for cell in row) for row in COUNTS),
                words("As drawn."),
                "Each count with its range",
                figure=2,
            ),
        ),
    )
    sources = Section(
        "sources",
        words("Sources"),
        "annex",
        (
            References(
                "sources-1",
                (
                    Reference(
                        "weekly",
                        (Text("The "), Emphasis((Text("Weekly"),)), Text(", “A visit,” 6 February 2026.")),
                        "news",
                        words("A weekly with a view."),
                        (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
                    ),
                    Reference("daily", words("Untitled report"), "analysis", words("No author, no date."), (3,)),
                ),
            ),
        ),
    )
    notes = (
        note(
            1,
            "Ana Pérez, “A visit,” ",
            Emphasis((Text("Weekly"),)),
            ", para. 2, ",
            Link("https://example.org/x?y=1&z=2", (Text("https://example.org/x?y=1&z=2"),)),
            ".",
        ),
        note(2, "Pérez, “A visit,” para. 3."),
        note(3, "Pérez, “A visit,” para. 4; untitled report, para. 1.", sources=("weekly", "daily")),
        note(4, "Pérez, “A visit,” para. 4.", evidence=(WARNED, PLAIN)),
        *(note(number, f"Pérez, “A visit,” para. {number}.") for number in range(5, 13)),
        note(13, "Pérez, “A visit,” para. 13.", evidence=(CONTESTED,)),
    )
    return Document(
        id="sample-2026",
        title="A sample brief & its <title>",
        subtitle="With every kind of block",
        marking="Open sources",
        issuer="",
        edition=2,
        date="9 February 2026",
        cutoff="7 February 2026",
        iso_date="2026-02-09",
        language="en-GB",
        abstract="What the sample is for.",
        sections=(key_points, body, annex, data, sources),
        notes=notes,
        labels=LABELS,
    )
