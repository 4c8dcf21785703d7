"""The small Markdown: what is form, what stays as it is written, and where each mark stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.markup import Address, Bold, Citation, Emph, InlineNote, Marks, Words, parse, walk


def shown(marks: Marks) -> str:
    """Marks in a form that is easy to read: <em>, <b>, {citations}, (notes)."""
    parts = []
    for mark in marks:
        match mark:
            case Words(text):
                parts.append(text)
            case Emph(children):
                parts.append(f"<em>{shown(children)}</em>")
            case Bold(children):
                parts.append(f"<b>{shown(children)}</b>")
            case Address(url, children):
                parts.append(f"<a {url}>{shown(children)}</a>")
            case Citation(targets):
                parts.append("{" + " + ".join(str(target) for target in targets) + "}")
            case InlineNote(children):
                parts.append(f"(note: {shown(children)})")
    return "".join(parts)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5 * 3 * 2 is thirty", "5 * 3 * 2 is thirty"),
        ("a *b* and **c**", "a <em>b</em> and <b>c</b>"),
        ("***both***", "<em><b>both</b></em>"),
        ("snake_case_name", "snake_case_name"),
        (r"\*not form\* \[@not a citation\] \^[no note]", "*not form* [@not a citation] ^[no note]"),
        ("by [@coca-area].", "by {coca-area}."),
        ("by [@a; @b/un] and [@c]", "by {a + b/un} and {c}"),
        ("so^[See [@a], and *why*.] it is", "so(note: See {a}, and <em>why</em>.) it is"),
        ("[text](https://x.org/a?b=1)", "<a https://x.org/a?b=1>text</a>"),
        ("[*text* more](https://x.org)", "<a https://x.org><em>text</em> more</a>"),
        ("<script>alert(1)</script> &amp; `code` # - 1.", "<script>alert(1)</script> &amp; `code` # - 1."),
        ("two\nlines", "two lines"),
        ("mail a@b.org, [1], [x] and 3^2", "mail a@b.org, [1], [x] and 3^2"),
    ],
)
def test_reading(written: str, read: str) -> None:
    markup = parse(written)
    assert shown(markup.marks) == read
    assert not markup.faults


@pytest.mark.parametrize(
    ("written", "fault", "place"),
    [
        ("by [@a", "a citation is opened and not closed", "[@"),
        ("by [@a; b]", "`b` is not a citation", " b"),
        ("by [@A]", "`@A` is not a citation", "@A"),
        ("by [@a, p. 3]", "`@a, p. 3` is not a citation", "@a, p. 3"),
        ("so^[never ends", "an inline note is opened and not closed", "^["),
        ("so^[one ^[two]]", "a note holds a note", "^[two]"),
        ("see [it](http://a b)", "this is written like a link but cannot be read as one", "]("),
    ],
)
def test_what_is_not_closed_is_told_with_its_place(written: str, fault: str, place: str) -> None:
    (found,) = parse(written).faults
    assert found.message == fault
    assert written[found.start : found.end] == place


_PIECES = st.sampled_from(
    ["a", " ", "*", "**", "_", "[@a]", "[@a; @b/c]", "^[", "]", "[", "](", ")", "\\", "é", "\n", "x.org", "^", "@"]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_text_can_be_read_and_words_know_their_place(written: str) -> None:
    markup = parse(written)
    for mark in walk(markup.marks):
        if isinstance(mark, Words) and len(mark.text) == mark.end - mark.start:
            assert written[mark.start : mark.end].replace("\n", " ") == mark.text
        if isinstance(mark, Citation):
            assert written[mark.start] == "[" and written[mark.end - 1] == "]"
            for target in mark.targets:
                assert written[target.start : target.end] == f"@{target}"
    for fault in markup.faults:
        assert 0 <= fault.start <= fault.end <= len(written)


@pytest.mark.parametrize("sign", ["[", "*", "^[", "[@", "_a", "[a](", "\\", "[@a;", "^[*", "[^[", "[*a]", "[a](<"])
@pytest.mark.parametrize("ending", ["", "]]]", "]" * 2000])
def test_a_text_full_of_signs_is_read_to_the_end(sign: str, ending: str) -> None:
    """What takes more than linear time would never end here."""
    markup = parse(f"x {sign * (10_000 // len(sign))}{ending}")
    assert markup.marks
