"""What an editor may do to the draft of `pullable`, thing by thing, and what a person would have typed into the YAML instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.libreoffice.client import Draft

CALL = "\x01"
"""What LibreOffice finds the call of a note by."""

Script = Callable[[Draft], object]


def steps(*scripts: Script) -> Script:
    """One after the other."""

    def script(draft: Draft) -> None:
        for one in scripts:
            one(draft)

    return script


@dataclass(frozen=True)
class Case:
    """A thing that an editor does."""

    script: Script
    told: str
    """What is told of it, a line for each change."""
    yaml: str = ""
    """The lines that differ then, under the name of each file."""


FINDINGS = "sections/findings.yaml"
CLOSED = "  - 'The harbour is closed, the Herald says [@harbour/herald].'"
SAID = "  - |-\n    The spokesman said: “We counted them twice.” [@twice]\n    Nobody asked him why."
LATE = "    Fishermen call it **late**^[So one of them put it, on the quay.] and the mayor wise."
SEEN = """  - >-
    The ministry saw at least ninety boats in the harbour [@seen].
    They were counted *twice*, its spokesman says [@twice], and the harbour is closed
    [@harbour/herald].
    Fishermen call it **late**^[So one of them put it, on the quay.] and the mayor wise."""
NOTE_STAYS = "evidence: note taken out in findings"


def out(*texts: str) -> str:
    return "\n".join(f"-{line}" for text in texts for line in text.split("\n"))


def lines(path: str, *changes: str) -> str:
    return "\n".join([path, *changes])


WORDING = {
    "a word": Case(
        lambda draft: draft.replace("ministry counted", "navy counted"),
        "taken: wording in findings-1",
        f"{FINDINGS}\n-  - The ministry counted about 120 boats [@boats].\n+  - The navy counted about 120 boats [@boats].",
    ),
    "a word of the second line of a folded text": Case(
        lambda draft: draft.replace("nobody has found", "nobody looked for"),
        "taken: wording in findings-6 (item-3)",
        f"{FINDINGS}\n-        and nobody has found them.\n+        and nobody looked for them.",
    ),
    "a word of a literal text": Case(
        lambda draft: draft.replace("Nothing else", "Little else"),
        "taken: wording in outlook-6",
        "sections/outlook.yaml\n-    Nothing else is known.\n+    Little else is known.",
    ),
    "a word that ends a line between quotation marks": Case(
        lambda draft: draft.replace("harbour: closed", "harbour: shut"),
        "taken: wording in points-1 (item-2)",
        'sections/points.yaml\n-      - "The harbour: closed, the Herald says [@harbour/herald]."\n'
        '+      - "The harbour: shut, the Herald says [@harbour/herald]."',
    ),
    "a bold word": Case(
        lambda draft: draft.replace("late", "soon"),
        "taken: wording in findings-2",
        lines(FINDINGS, f"-{LATE}", "+" + LATE.replace("**late**", "**soon**")),
    ),
    "a word of a link": Case(
        lambda draft: draft.replace("market", "fair"),
        "taken: wording in outlook-5",
        "sections/outlook.yaml\n-  - Nets are sold at [the market](https://example.org/market).\n"
        "+  - Nets are sold at [the fair](https://example.org/market).",
    ),
    "words around a note": Case(
        lambda draft: draft.replace(f"ninety boats in the harbour.{CALL} They", "ninety boats there. They"),
        f"{NOTE_STAYS}-2\ntaken: wording in findings-2",
        f"{FINDINGS}\n-    The ministry saw at least ninety boats in the harbour [@seen].\n"
        "+    The ministry saw at least ninety boats there [@seen].",
    ),
    "a sentence with its note": Case(
        lambda draft: draft.replace(f"The ministry saw at least ninety boats in the harbour.{CALL} ", ""),
        "taken: wording in findings-2",
        f"{FINDINGS}\n-    The ministry saw at least ninety boats in the harbour [@seen].",
    ),
    "words at the end of a literal text": Case(
        lambda draft: draft.type_at_end("Nothing else", " So far."),
        "taken: wording in outlook-6",
        "sections/outlook.yaml\n-    Nothing else is known.\n+    Nothing else is known. So far.",
    ),
    "words at the end": Case(
        lambda draft: draft.type_at_end("Nobody counted", " Nobody will."),
        "taken: wording in findings-9 (body-2)",
        f"{FINDINGS}\n-        - Nobody counted the small ones.\n+        - Nobody counted the small ones. Nobody will.",
    ),
    "markup": Case(
        lambda draft: draft.type_at_end("Counting boats", " 5*3, [x], ^[z], #1: <b>"),
        "taken: wording in findings-9 (body-1)",
        f"{FINDINGS}\n-        - Counting boats is hard.\n"
        r"+        - 'Counting boats is hard. 5\*3, \[x\], ^\[z\], #1: <b>'",
    ),
    "a whole paragraph, in other words": Case(
        lambda draft: draft.replace_all_of("The harbour is closed, the", "The harbour is shut, the Herald writes."),
        f"{NOTE_STAYS}-4\ntaken: wording in findings-4\ntaken: wording in findings-4",
        lines(FINDINGS, out(CLOSED), "+  - 'The harbour is shut, the Herald writes [@harbour/herald].'"),
    ),
    "a whole paragraph, all anew": Case(
        lambda draft: draft.replace_all_of("The harbour is closed, the", "Nobody knows a thing of it."),
        f"{NOTE_STAYS}-4\ntaken: wording in findings-4",
        lines(FINDINGS, out(CLOSED), "+  - 'Nobody knows a thing of it [@harbour/herald].'"),
    ),
    "a paragraph for two": Case(
        steps(
            lambda draft: draft.delete_paragraph("The spokesman said"),
            lambda draft: draft.replace_all_of("The harbour is closed, the", "The Herald and the spokesman agree."),
        ),
        f"{NOTE_STAYS}-4\ntaken: wording in findings-4\ntaken: wording in findings-4\ntaken: paragraph taken out in findings-5",
        lines(FINDINGS, out(CLOSED, SAID), "+  - 'The Herald and the spokesman agree [@harbour/herald].'"),
    ),
    "the title": Case(
        lambda draft: draft.replace("The count of", "The tally of"),
        "taken: wording in brief (title)",
        "brief.yaml\n-title: The count of boats   # as agreed\n+title: The tally of boats   # as agreed",
    ),
    "the subtitle": Case(
        lambda draft: draft.replace("method and its limits", "limits"),
        "taken: wording in brief (subtitle)",
        "brief.yaml\n-subtitle: 'The count: its method and its limits'\n+subtitle: 'The count: its limits'",
    ),
    "the abstract": Case(
        lambda draft: draft.replace("harbour has not", "harbour could not"),
        "taken: wording in brief (abstract)",
        "brief.yaml\n-  and the harbour has not.\n+  and the harbour could not.",
    ),
    "the source summary": Case(
        lambda draft: draft.replace("both dailies", "both good"),
        "taken: wording in source-summary",
        "brief.yaml\n-    Two papers, both dailies.\n+    Two papers, both good.",
    ),
    "the title of a section": Case(
        lambda draft: draft.replace_all_of("Outlook", "What may come"),
        "taken: wording in outlook",
        "sections/outlook.yaml\n-title: Outlook\n+title: What may come",
    ),
    "a heading": Case(
        lambda draft: draft.replace("What was said", "What they said"),
        "taken: wording in findings-3",
        f"{FINDINGS}\n-  - heading: What was said   # by whom, see below\n+  - heading: What they said   # by whom, see below",
    ),
    "a caption": Case(
        lambda draft: draft.replace("Boats by place", "Boats by port"),
        "taken: wording in findings-8 (caption)",
        f"{FINDINGS}\n-      caption: Boats by place\n+      caption: Boats by port",
    ),
    "words behind a label": Case(
        lambda draft: draft.replace("One report of", "A report of"),
        "taken: wording in outlook-3 (detail-2-1)",
        "sections/outlook.yaml\n-      basis: One report of the Herald [@harbour/herald].\n"
        "+      basis: A report of the Herald [@harbour/herald].",
    ),
    "a judgment": Case(
        lambda draft: draft.replace("opens again", "opens soon"),
        "taken: wording in outlook-3 (statement)",
        "sections/outlook.yaml\n-      text: It is likely that the harbour opens again.\n"
        "+      text: It is likely that the harbour opens soon.",
    ),
    "an event": Case(
        lambda draft: draft.replace("harbour was closed", "port was closed"),
        "taken: wording in outlook-4 (event-2)",
        "sections/outlook.yaml\n-          text: The harbour was closed [@closing].\n"
        "+          text: The port was closed [@closing].",
    ),
    "a cell and a header": Case(
        steps(
            lambda draft: draft.set_cell(table=1, row=4, column=3, text="Lost: all of them"),
            lambda draft: draft.set_cell(table=1, row=1, column=3, text="Note"),
        ),
        "taken: wording in findings-8 (header-3)\ntaken: wording in findings-8 (cell-3-3)",
        f"{FINDINGS}\n-      columns: [Measure, {{text: Value, align: right}}, Remark]\n"
        "+      columns: [Measure, {text: Value, align: right}, Note]\n"
        '-        - [Oars, None, "Lost, it seems"]\n+        - [Oars, None, "Lost: all of them"]',
    ),
}

FORM = {
    "bold": Case(
        lambda draft: draft.bold("Nobody asked"),
        "taken: form in findings-5",
        f"{FINDINGS}\n-    Nobody asked him why.\n+    **Nobody asked** him why.",
    ),
    "italic": Case(
        lambda draft: draft.italic("number"),
        "taken: form in findings-7 (item-2)",
        f"{FINDINGS}\n-        - Write down the number.\n+        - Write down the *number*.",
    ),
    "no longer bold": Case(
        lambda draft: draft.bold("late"),
        "taken: form in findings-2",
        lines(FINDINGS, f"-{LATE}", "+" + LATE.replace("**late**", "late")),
    ),
    "a link": Case(
        lambda draft: draft.link("small ones", "https://example.org/small"),
        "taken: form in findings-9 (body-2)",
        f"{FINDINGS}\n-        - Nobody counted the small ones.\n"
        "+        - Nobody counted the [small ones](https://example.org/small).",
    ),
    "a paragraph made a heading": Case(
        lambda draft: draft.style("Nets are sold at", "Heading 2"), "not taken: made a heading in outlook-5"
    ),
    "a paragraph made an item": Case(
        lambda draft: draft.make_list_item("Nets are sold at"), "not taken: made a list item in outlook-5"
    ),
}

EVIDENCE = {
    "a note taken out": Case(lambda draft: draft.delete_note(3), f"{NOTE_STAYS}-1"),
    "a note taken out from the middle": Case(lambda draft: draft.delete_note(5), f"{NOTE_STAYS}-2"),
    "the author's own note taken out": Case(lambda draft: draft.delete_note(7), f"{NOTE_STAYS}-2"),
    "a note edited": Case(lambda draft: draft.edit_note(3, "para. 1", "para. 7"), "evidence: note edited in note 3"),
    "the author's own note edited": Case(
        lambda draft: draft.edit_note(7, "on the quay", "at sea"), "evidence: note edited in note 7"
    ),
    "a note moved": Case(
        steps(
            lambda draft: draft.replace("boats in the harbour.", "boats"),
            lambda draft: draft.replace(" They were counted", " in the harbour. They were counted"),
        ),
        f"evidence: note moved in findings-2\n{NOTE_STAYS}-2",
    ),
    "a new note": Case(lambda draft: draft.add_note(after="asked him why", text="The Mail."), "evidence: new note in findings-5"),
    "a new paragraph with a new note": Case(
        steps(
            lambda draft: draft.insert_after("The harbour is closed, the", "A new one."),
            lambda draft: draft.add_note(after="A new one.", text="The Mail."),
        ),
        "evidence: new note in new paragraph\ntaken: new paragraph in after findings-4",
        f"{FINDINGS}\n+  - A new one.",
    ),
    "a quotation": Case(
        lambda draft: draft.replace("said: “We", "said: “They"),
        "evidence: quotation in findings-5",
    ),
    "a likelihood": Case(
        lambda draft: draft.replace("is likely", "is unlikely"), "evidence: likelihood in outlook-3 (statement)"
    ),
    "a range of likelihood": Case(lambda draft: draft.replace("55", "50"), "evidence: likelihood in outlook-3 (statement)"),
    "a confidence": Case(lambda draft: draft.replace("Low", "High"), "evidence: text drawn from data in outlook-3 (detail-1-1)"),
    "a cell that a fact fills": Case(
        lambda draft: draft.replace("90", "95"), "evidence: text drawn from data in findings-8 (cell-2-2)"
    ),
    "a quotation set apart": Case(
        lambda draft: draft.type_at_end("— a spokesman", " of the navy"),
        "evidence: text drawn from data in outlook-2 (attribution)",
    ),
    "the annex": Case(
        lambda draft: draft.replace("Another daily", "A weekly"),
        "evidence: text drawn from data in sources-1 (entry-2-descriptor)",
    ),
    "a text of the annex taken out": Case(
        lambda draft: draft.delete_paragraph("News report. A daily"), "not taken: text taken out in sources-1"
    ),
    "a text that its block needs taken out": Case(
        lambda draft: draft.delete_paragraph("Alternatives:"), "not taken: text taken out in outlook-3"
    ),
    "the date of an event": Case(
        lambda draft: draft.type_at_start("20 March", "On "), "evidence: words of the program in outlook-4 (event-2)"
    ),
    "the date of the brief": Case(
        lambda draft: draft.replace("2 April 2025", "3 April 2025"), "evidence: words of the program in words of the program"
    ),
    "an event put in": Case(
        lambda draft: draft.insert_after("20 March", "21 March 2025\tNets were mended."), "not taken: new text in outlook-4"
    ),
}
