"""Briefs and editors made by chance: sections in every way to write YAML, and hands that type, delete, move and join."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from briefing.load import load
from briefing.ooxml.xml import Element, name
from briefing.workspace import Workspace
from tests.editing import Hand, text_of
from tests.returning import Sent, send
from tests.workspaces import BASE, workspace

# Briefs -----------------------------------------------------------------------------------------------------------------

PLAIN = (
    *("boats", "the harbour", "was closed", "and", "nobody", "asked; why", "it’s late", "per cent"),
    *("naïve Łódź", "100\u00a0km", "(so", "they say)"),
)
MARKED = (
    *("*truly*", "**never**", "[the quay](https://example.org/a?b=1&c=2)", "*so **very** late*", "\\*not so\\*", "\\[sic\\]"),
    *("“we saw them”", "a*b", "snake_case", "5 * 3", "C\\\\D", "— then", "don't", '"plain"', "x # y", "key: value", "^2"),
    *("`code`", "<b>"),
)
CALLS = ["", "", " [@boats]", " [@crews]", " [@boats; @crews]", "^[A remark of *ours*.]", " [@boats/gazette]", "[@crews]"]
COUNTED = st.integers(0, 10**6)


@st.composite
def sentences(draw: st.DrawFn, most: int = 3) -> str:
    """One sentence or several, each with a word that stands nowhere else: `mark7`."""
    made = []
    for _ in range(draw(st.integers(1, most))):
        pieces = draw(st.lists(st.sampled_from(PLAIN) | st.sampled_from(MARKED), min_size=1, max_size=6))
        pieces.insert(draw(st.integers(0, len(pieces))), "mark#")
        made.append(f"Since {' '.join(pieces)}{draw(st.sampled_from(CALLS))}{draw(st.sampled_from('.!'))}")
    return " ".join(made)


PHRASES = st.lists(st.sampled_from(PLAIN), min_size=1, max_size=3).map(lambda words: f"Mark# {' '.join(words)}")


@st.composite
def scalars(draw: st.DrawFn, text: str, depth: int) -> str:
    """A text as a YAML scalar in one of the ways to write it, with its lines at that depth."""
    style = draw(st.sampled_from(("plain", "single", "double", ">-", "|-", ">", "|")))
    if style == "plain" and not re.search(r": |:$| #|^[\"'\[\]{}>|*&!%@`#,?-]", text):
        return text
    if style in ("single", "plain"):
        return "'" + text.replace("'", "''") + "'"
    if style == "double":
        space = draw(st.sampled_from(("\u00a0", "\\u00a0")))
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\u00a0", space) + '"'
    words = text.split(" ")
    lines = [" ".join(words[at : at + 5]) for at in range(0, len(words), 5)]
    return "\n".join([style, *(" " * depth + line for line in lines)])


KINDS = ("text", "text", "text", "heading", "list", "long list", "table", "callout", "judgment", "paragraph")


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """An item of a section's body."""

    def prose(depth: int, most: int = 3) -> str:
        return draw(scalars(draw(sentences(most)), depth))

    def phrase(depth: int) -> str:
        return draw(scalars(draw(PHRASES), depth))

    several = range(draw(st.integers(1, 3)))
    match draw(st.sampled_from(KINDS)):
        case "text":
            lines = [f"  - {prose(4)}"]
        case "heading":
            lines = [f"  - heading: {phrase(6)}"]
        case "list":
            lines = ["  - list:", *(f"      # comment#\n      - {prose(8, 1)}" for _ in several)]
        case "long list":
            lines = ["  - list:", "      ordered: true", "      items:", *(f"        - {prose(10, 1)}" for _ in several)]
        case "table":
            rows = [f"        - - {phrase(12)}\n          - {prose(12, 1)}" for _ in several]
            lines = ["  - table:", f"      caption: {draw(PHRASES)}", "      columns: [Measure, Remark]", "      rows:", *rows]
            lines += [f"      source: {prose(8)}", "      summary: Something."]
        case "callout":
            lines = ["  - callout:", "      kind: note", f"      title: {draw(PHRASES)}", "      body:", f"        - {prose(10)}"]
        case "judgment":
            lines = ["  - judgment:", f"      text: It is likely that {draw(PHRASES)}.", "      likelihood: likely"]
            lines += [
                "      confidence: low",
                f"      basis: {prose(8)}",
                "      alternatives: None, Mark#.",
                "      indicators:",
            ]
            lines += [f"        - {prose(10, 1)}", "        - Mark# it is.", "      supports: [boats]"]
        case _:
            lines = [f"  - paragraph: {prose(6)}"]
    return "".join(f"{line}\n" for line in lines)


@st.composite
def sections(draw: st.DrawFn) -> str:
    """A section, its marks and its comments numbered."""
    pieces = ["# comment#\n", "title: Findings # comment#\n", "body:\n"]
    for block in draw(st.lists(blocks(), min_size=1, max_size=6)):
        pieces += [draw(st.sampled_from(("", "  # comment#\n", "\n"))), block]
    numbers = iter(range(10**6))
    return re.sub("((?i:mark)|comment)#", lambda found: f"{found[1]}{next(numbers)}", "".join(pieces))


FACTS = (BASE["seeds/facts/boats.yaml"] or b"").decode()
CREWS = FACTS.replace("boats:\n  label: Boats counted", "crews:\n  label: Crews counted")


@contextmanager
def sent(section: str) -> Iterator[Sent]:
    """The draft of a brief with this section."""
    with tempfile.TemporaryDirectory() as folder:
        files = {"sections/findings.yaml": section.encode(), "seeds/facts/boats.yaml": (FACTS + CREWS).encode()}
        root = workspace(Path(folder) / "work", files)
        form = [one for one in load(Workspace(root)).diagnostics if one.rule.value == "yaml-is-well-formed"]
        assert not form, (form, section)
        yield send(root)


# Editors ----------------------------------------------------------------------------------------------------------------

TYPED = (
    *("new{}", "*new{}*", "[@boats] new{}", "new{}: # x", "'new{}'", "^[new{}]", "new{} — “so”", "\\new{}", "new{}\u00a0km"),
    *("**new{}", "_new{}_", "<i>new{}</i>", "- new{}", "new{}_x", "new{}](x)"),
)


@dataclass(frozen=True)
class Step:
    """Something that an editor does; the numbers choose where."""

    what: str
    where: int
    at: int
    text: str
    tracks: bool


WORDS = ("type", "delete", "replace", "bold")
BLOCKS = ("add", "remove", "split", "join", "move", "add row", "remove row", "add item")


def steps(*kinds: str) -> st.SearchStrategy[list[Step]]:
    """An editor."""
    one = st.builds(Step, st.sampled_from(kinds), COUNTED, COUNTED, st.sampled_from(TYPED), st.booleans())
    return st.lists(one, min_size=1, max_size=4)


@dataclass
class Edited:
    """A draft that was worked on."""

    hand: Hand
    typed: list[str] = field(default_factory=list)
    """What was typed, which holds a word that stands nowhere else: `new3`."""
    done: list[str] = field(default_factory=list)
    """What was done, thing by thing; what made no sense where it was to be done is left out."""

    @property
    def data(self) -> bytes:
        """The file as it is now."""
        return self.hand.saved()

    def work(self, step: Step) -> None:
        """Do one thing more."""
        self.hand.tracks = step.tracks
        texts = [one for one in self.hand.paragraphs() if is_ours(one)]
        if not texts:
            return
        paragraph = texts[step.where % len(texts)]
        fresh = step.text.format(len(self.typed))
        if getattr(self, "_" + step.what.replace(" ", "_"))(paragraph, step, fresh) is not False:
            self.done.append(step.what)

    def _type(self, paragraph: Element, step: Step, fresh: str) -> None:
        at = _word(paragraph, step.at)[1]
        self.hand.insert(paragraph, at, f" {self._note(fresh)}")

    def _delete(self, paragraph: Element, step: Step, _: str) -> None:
        start, end = _word(paragraph, step.at)
        self.hand.delete(paragraph, start, end)

    def _replace(self, paragraph: Element, step: Step, fresh: str) -> None:
        start, end = _word(paragraph, step.at)
        self.hand.delete(paragraph, start, end)
        self.hand.insert(paragraph, start, self._note(fresh))

    def _bold(self, paragraph: Element, step: Step, _: str) -> None:
        self.hand.bold(paragraph, *_word(paragraph, step.at))

    def _add(self, paragraph: Element, _: Step, fresh: str) -> bool:
        if _row_of(paragraph) is not None:
            return False
        self.hand.add_after(paragraph, f"A paragraph {self._note(fresh)} stands here.", "BodyText")
        return True

    def _add_item(self, paragraph: Element, _: Step, fresh: str) -> bool:
        if paragraph.find(f"{name('pPr')}/{name('numPr')}") is None:
            return False
        self.hand.add_after(paragraph, f"An item {self._note(fresh)} stands here.")
        return True

    def _remove(self, paragraph: Element, _: Step, __: str) -> bool:
        if _row_of(paragraph) is not None:
            return False
        self.hand.remove(paragraph)
        return True

    def _split(self, paragraph: Element, step: Step, _: str) -> bool:
        at = _word(paragraph, step.at)[1]
        if at >= len(text_of(paragraph)):
            return False
        self.hand.split(paragraph, at)
        return True

    def _join(self, paragraph: Element, _: Step, __: str) -> bool:
        following = next((one for one in paragraph.itersiblings() if one.tag != name("bookmarkEnd")), None)
        if following is None or following.tag != name("p") or not is_ours(following):
            return False
        self.hand.join(paragraph)
        return True

    def _move(self, paragraph: Element, step: Step, _: str) -> bool:
        others = [one for one in self.hand.paragraphs() if is_ours(one) and one is not paragraph and _row_of(one) is None]
        if _row_of(paragraph) is not None or not others or paragraph.find(f".//{name('moveFrom')}") is not None:
            return False
        self.hand.move(paragraph, others[step.at % len(others)])
        return True

    def _add_row(self, paragraph: Element, _: Step, fresh: str) -> bool:
        row = _row_of(paragraph)
        if row is None:
            return False
        self.hand.add_row(row, [f"cell {self._note(fresh)}", "cell"])
        return True

    def _remove_row(self, paragraph: Element, _: Step, __: str) -> bool:
        row = _row_of(paragraph)
        if row is None or row is next(iter(row.itersiblings(row.tag, preceding=True)), row):
            return False
        self.hand.remove_row(row)
        return True

    def _note(self, fresh: str) -> str:
        self.typed.append(fresh)
        return fresh


def is_ours(paragraph: Element) -> bool:
    """Whether a paragraph shows words and is none of the title block, the annexes or the rows of tables that are headings."""
    style = paragraph.find(f"{name('pPr')}/{name('pStyle')}")
    kind = "" if style is None else style.get(name("val"), "")
    before = [one for one in paragraph.itersiblings(preceding=True) if one.tag == name("p") and text_of(one) == "Sources"]
    is_back = kind in ("Title", "BriefFacts", "Bibliography", "ReferenceDetail", "ReferenceNotes") or bool(before)
    return not is_back and text_of(paragraph).strip() not in ("Sources", "Findings", "Judgment", "")


def _row_of(paragraph: Element) -> Element | None:
    return next((one for one in paragraph.iterancestors() if one.tag == name("tr")), None)


def _word(paragraph: Element, number: int) -> tuple[int, int]:
    """The place of a word, chosen by a number."""
    found = list(re.finditer(r"\S+", text_of(paragraph)))
    chosen = found[number % len(found)]
    return chosen.start(), chosen.end()


def edited(draft: Sent, work: list[Step]) -> Edited:
    """A draft after all the steps."""
    made = Edited(draft.hand())
    for step in work:
        made.work(step)
    return made
