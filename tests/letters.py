"""Makes the fonts that charts are measured in: `python -m tests.letters` writes them.

A letter is as wide as that of Source Sans 3, and a box: a font of boxes, without features, is measured five times as quickly.
"""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from briefing.workspace import program_templates

FONTS = program_templates() / "fonts"
STYLES = {"Regular": 400, "Semibold": 600}
NAME = "Briefing Letters"
_HIGH = 600


def widths(font: TTFont) -> dict[int, int]:
    """The width of each character, in the font's units."""
    return {code: font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}


def drawn(style: str) -> TTFont:
    """The font that is imitated."""
    return TTFont(FONTS / f"SourceSans3-{style}.ttf")


def made(style: str) -> bytes:
    """A TrueType font in which characters of one width are one box."""
    like = drawn(style)
    found = widths(like)
    glyphs = {f"w{width}": _box(width) for width in sorted(set(found.values()))}
    build = FontBuilder(like["head"].unitsPerEm, isTTF=True)
    build.setupGlyphOrder([".notdef", *glyphs])
    build.setupCharacterMap({code: f"w{width}" for code, width in found.items()})
    build.setupGlyf({".notdef": _box(0), **glyphs})
    build.setupHorizontalMetrics({".notdef": (0, 0), **{name: (int(name[1:]), 0) for name in glyphs}})
    build.setupHorizontalHeader(ascent=like["hhea"].ascent, descent=like["hhea"].descent)
    full = f"{NAME} {style}"
    names = {"familyName": NAME, "styleName": style, "uniqueFontIdentifier": full, "fullName": full}
    notice = f"The widths of {like['name'].getDebugName(1)}: {like['name'].getDebugName(0)}"
    build.setupNameTable({**names, "psName": full.replace(" ", ""), "copyright": notice, "licenseDescription": "SIL OFL 1.1"})
    build.setupOS2(usWeightClass=STYLES[style])
    build.setupPost()
    build.font["head"].created = build.font["head"].modified = 0
    build.font.recalcTimestamp = False
    file = io.BytesIO()
    build.save(file)
    return file.getvalue()


def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    if width:
        pen.moveTo((0, 0))
        for corner in ((0, _HIGH), (width, _HIGH), (width, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    (FONTS / "letters").mkdir(exist_ok=True)
    for name in STYLES:
        (FONTS / "letters" / f"{name}.ttf").write_bytes(made(name))
