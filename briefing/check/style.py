"""The Word file from which a brief takes its looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import plural, short
from briefing.model.brief import Project

_LATENT = re.compile(
    r"(toc|heading|list bullet|list number|annotation|footnote|endnote)\b.*|title|subtitle|quote|caption|header|footer|hyperlink"
    r"|bibliography|body text",
    re.IGNORECASE,
)
"""Styles that Word keeps to itself until somebody uses them: any file has them, and none shows them."""
_MOST_NAMED = 6


def word_template(project: Project) -> Iterator[Diagnostic]:
    """Whether it can serve, whether it asks for what there is, and what it lacks."""
    style = project.manifest.style if project.manifest else None
    if style is None or style.docx is None or project.template is None:
        return
    found, what, span = project.template, f"the template `{short(style.docx, 200)}`", style.docx.span
    for wrong, hint in found.faults:
        yield Diagnostic(Rule.TEMPLATE_IS_A_WORD_FILE, f"{what} {wrong}", span, (hint,))
    for placeholder in found.unknown:
        hint = "headers and footers know {{title}}, {{subtitle}}, {{date}}, {{edition}}, {{marking}}, {{draft}} and {{issuer}}"
        yield Diagnostic(Rule.TEMPLATE_IS_SOUND, f"{what} asks for `{short(placeholder)}`, which is nothing", span, (hint,))
    missing = [name for name in found.missing if not _LATENT.fullmatch(name)]
    if missing:
        more = len(missing) - _MOST_NAMED
        others = f" and {plural(more, 'other')}" if more > 0 else ""
        lacks = f"{what} lacks {plural(len(missing), 'style')}: {', '.join(missing[:_MOST_NAMED])}{others}"
        hint = "the house template’s are taken, fitted to it; to have others, add styles of these names"
        yield Diagnostic(Rule.TEMPLATE_HAS_OUR_STYLES, lacks, span, (hint,))
