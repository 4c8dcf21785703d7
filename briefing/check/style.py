"""The Word file from which a brief takes its looks."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.diagnostics import Diagnostic, Rule
from briefing.diagnostics.words import short
from briefing.model.brief import Project


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
    if found.missing:
        lacks = f"{what} lacks {len(found.missing)} style{'s' if len(found.missing) > 1 else ''}: {', '.join(found.missing)}"
        hint = "the house template’s are taken, fitted to it; to have others, add styles of these names"
        yield Diagnostic(Rule.TEMPLATE_HAS_OUR_STYLES, lacks, span, (hint,))
