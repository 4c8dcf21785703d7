"""What an editor may do to the paragraphs, items and rows of the draft of `pullable`: cases as in `pullcases`."""

from __future__ import annotations

from tests.pullcases import CALL, CLOSED, FINDINGS, LATE, SAID, SEEN, Case, lines, out, steps

PARAGRAPHS = {
    "new, by Enter at the start": Case(
        lambda draft: draft.insert_before("The harbour is closed, the", "A new one: so."),
        "taken: new paragraph in after findings-3",
        f'{FINDINGS}\n+  - "A new one: so."',
    ),
    "new, by Enter at the end": Case(
        lambda draft: draft.insert_after("The harbour is closed, the", "A new one."),
        "taken: new paragraph in after findings-4",
        f"{FINDINGS}\n+  - A new one.",
    ),
    "new, a long one": Case(
        lambda draft: draft.insert_after("Nothing else", "One sentence that is long. Another one that is not so short. " * 2),
        "taken: new paragraph in after outlook-6",
        "sections/outlook.yaml\n+  - >-\n"
        + "\n".join(2 * ["+    One sentence that is long.", "+    Another one that is not so short."]),
    ),
    "new, the first": Case(
        lambda draft: draft.insert_before("The ministry counted", "Above all."),
        "taken: new paragraph in after findings",
        f"{FINDINGS}\n+  - Above all.",
    ),
    "taken out": Case(
        lambda draft: draft.delete_paragraph("Nets are sold at"),
        "taken: paragraph taken out in outlook-5",
        "sections/outlook.yaml\n-  - Nets are sold at [the market](https://example.org/market).",
    ),
    "taken out with its notes": Case(
        lambda draft: draft.delete_paragraph("The ministry saw"),
        "taken: paragraph taken out in findings-2",
        lines(FINDINGS, out(SEEN)),
    ),
    "moved up": Case(
        lambda draft: draft.move_up("The spokesman said", times=2),
        "taken: moved in findings-5",
        lines(
            FINDINGS,
            out("  - heading: What was said   # by whom, see below", CLOSED),
            "+  - heading: What was said   # by whom, see below",
            f"+{CLOSED}",
        ),
    ),
    "cut and pasted, with its comment": Case(
        lambda draft: draft.cut_and_paste("The ministry counted", after="The harbour is closed, the"),
        "taken: moved in findings-1",
        f"{FINDINGS}\n-  # the count\n-  - The ministry counted about 120 boats [@boats].\n"
        "+  # the count\n+  - The ministry counted about 120 boats [@boats].",
    ),
    "cut and pasted into another section": Case(
        lambda draft: draft.cut_and_paste("The harbour may", after="The harbour is closed, the"),
        "taken: moved in outlook-1",
        f"{FINDINGS}\n+  - The harbour may open again [@harbour/herald].\n"
        "sections/outlook.yaml\n-  - The harbour may open again [@harbour/herald].",
    ),
    "copied and pasted": Case(
        lambda draft: draft.copy_and_paste("The ministry counted", after="The harbour is closed, the"),
        "taken: new paragraph in after findings-4",
        f"{FINDINGS}\n+  - The ministry counted about 120 boats [@boats].",
    ),
    "split before the call of a note": Case(
        lambda draft: draft.split("said: “We counted them twice.”"),
        "taken: paragraph split in findings-5",
        f"{FINDINGS}\n-    Nobody asked him why.\n+  - Nobody asked him why.",
    ),
    "split behind the call of a note": Case(
        lambda draft: draft.split(f"twice.”{CALL}"),
        "taken: paragraph split in findings-5",
        f"{FINDINGS}\n-    Nobody asked him why.\n+  - Nobody asked him why.",
    ),
    "split with a note in the second half": Case(
        lambda draft: draft.split(f"and the harbour is closed.{CALL}"),
        "taken: paragraph split in findings-2",
        lines(FINDINGS, f"-{LATE}", f"+  - {LATE.strip()}"),
    ),
    "joined": Case(
        lambda draft: draft.merge("The harbour is closed, the"),
        "taken: wording in findings-4\ntaken: joined with another paragraph in findings-5",
        lines(
            FINDINGS,
            out(CLOSED, SAID),
            "+  - >-\n+    The harbour is closed, the Herald says [@harbour/herald].",
            "+    The spokesman said: “We counted them twice.” [@twice] Nobody asked him why.",
        ),
    ),
    "joined, without a full stop": Case(
        lambda draft: draft.merge("What was said"),
        "taken: wording in findings-3\ntaken: joined with another paragraph in findings-4",
        f"{FINDINGS}\n-  - heading: What was said   # by whom, see below\n{out(CLOSED)}\n"
        "+  - heading: What was said The harbour is closed, the Herald says [@harbour/herald].   # by whom, see below",
    ),
}

ITEMS = {
    "a new item": Case(
        lambda draft: draft.insert_after("Nets were", "Ropes: cut."),
        "taken: new list item in after findings-6",
        f'{FINDINGS}\n+      - "Ropes: cut."',
    ),
    "a new last item": Case(
        lambda draft: draft.insert_after("Oars were lost, the", "Ropes were cut."),
        "taken: new list item in after findings-6",
        f"{FINDINGS}\n+      - Ropes were cut.",
    ),
    "a new step": Case(
        lambda draft: draft.insert_after("Count the", "Look twice."),
        "taken: new list item in after findings-7",
        f"{FINDINGS}\n+        - Look twice.",
    ),
    "a new key point": Case(
        lambda draft: draft.insert_after("Boats were counted, the", "Nobody knows why."),
        "taken: new list item in after points-1",
        "sections/points.yaml\n+      - Nobody knows why.",
    ),
    "an item moved up": Case(
        lambda draft: draft.move_up("Sails"),
        "taken: moved in findings-6",
        f"{FINDINGS}\n+      - 'Sails: gone, they say.'\n-      - 'Sails: gone, they say.'",
    ),
    "items joined": Case(
        lambda draft: draft.merge("Nets were"),
        "taken: wording in findings-6 (item-1)\ntaken: joined with another paragraph in findings-6",
        f"{FINDINGS}\n-      - Nets were mended.\n-      - 'Sails: gone, they say.'\n"
        '+      - "Nets were mended. Sails: gone, they say."',
    ),
    "an item split": Case(
        lambda draft: draft.split("the fishermen say,"),
        "taken: paragraph split in findings-6 (item-3)",
        f"{FINDINGS}\n-        and nobody has found them.\n+      - and nobody has found them.",
    ),
    "a whole list taken out": Case(
        steps(lambda draft: draft.delete_paragraph("Count the"), lambda draft: draft.delete_paragraph("Write down")),
        "taken: paragraph taken out in findings-7",
        lines(
            FINDINGS,
            out("  - list:\n      ordered: true\n      items:\n        - Count the boats.\n        - Write down the number."),
        ),
    ),
    "a new list": Case(
        steps(
            lambda draft: draft.insert_after("The harbour is closed, the", "One thing."),
            lambda draft: draft.make_list_item("One thing."),
            lambda draft: draft.insert_after("One thing.", "Another thing."),
        ),
        "taken: new list item in after findings-4",
        f"{FINDINGS}\n+  - list:\n+      - One thing.\n+      - Another thing.",
    ),
    "a new heading": Case(
        steps(
            lambda draft: draft.insert_after("The harbour is closed, the", "What they meant"),
            lambda draft: draft.style("What they meant", "Heading 2"),
        ),
        "taken: new heading in after findings-4",
        f"{FINDINGS}\n+  - heading: What they meant",
    ),
    "a heading taken out, with its comment": Case(
        lambda draft: draft.delete_paragraph("What was said"),
        "taken: paragraph taken out in findings-3",
        f"{FINDINGS}\n-  - heading: What was said   # by whom, see below",
    ),
    "rows": Case(
        steps(
            lambda draft: draft.insert_row(table=1, after=3, cells=["Sails", "Many", "A guess, no more"]),
            lambda draft: draft.delete_row(table=1, row=3),
        ),
        "taken: table row taken out in findings-8\ntaken: new table row in after findings-8",
        f"{FINDINGS}\n-        - # seen from the quay\n-          - Boats seen\n-          - fact: seen\n"
        '-          - Through glasses\n+        - [Sails, Many, "A guess, no more"]',
    ),
    "a paragraph of a callout": Case(
        lambda draft: draft.insert_after("Counting boats", "Counting nets is not."),
        "taken: new paragraph in after findings-9",
        f"{FINDINGS}\n+        - Counting nets is not.",
    ),
    "an indicator": Case(
        steps(
            lambda draft: draft.delete_paragraph("Boats leave"),
            lambda draft: draft.insert_after("Nets are sold.", "Sails are seen."),
        ),
        "taken: item taken out in outlook-3\ntaken: new list item in after outlook-3",
        "sections/outlook.yaml\n-        - Boats leave the harbour.\n+        - Sails are seen.",
    ),
    "an event taken out": Case(
        lambda draft: draft.delete_paragraph("20 March"),
        "taken: event taken out in outlook-4",
        "sections/outlook.yaml\n-        - fact: closing\n-          text: The harbour was closed [@closing].",
    ),
}
