"""A workspace to its products: drawn side by side, written together.

The slowest writer starts in a process of its own, and only then the pipeline is imported: that takes longer than all the reading.
As soon as the records are found sound, the writer gets its document; meanwhile the text is judged, and nothing is written if it
fails. What a product is made of has a key, and what has the same key as the last time is not drawn again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from briefing import stamp
from briefing.diagnostics import Diagnostic, Rule, Severity, order
from briefing.diagnostics.words import series
from briefing.render.aside import Aside, held
from briefing.render.chart_process import Engine
from briefing.render.chart_process import expected as charts_expected
from briefing.render.charts import Charts
from briefing.render.faults import ChartFault, ResourceFault, TemplateFault, ThemeFault
from briefing.render.reach import MISSING, ONE_FILE
from briefing.render.writers import WRITERS, Drawn, slowest
from briefing.source import Span
from briefing.stamp import USUAL, Manner
from briefing.workspace import Workspace, write_together

if TYPE_CHECKING:
    from briefing.document import Document
    from briefing.draft.tree import Draft
    from briefing.pipeline import Checked, Read

Progress = Callable[[str], None]
_OF_ALL_STYLES = re.compile(r" at \d+:\d+(?=[,.])")
"""The line and the column that the PDF engine tells: they are those of all styles together."""


class EarlierFault(Exception):  # noqa: N818
    """The earlier edition cannot be read, or is none of this brief. The message says why, and what to do."""


class Made(Struct, frozen=True):
    """What came of a sound brief, before anything is written: plain data, which may come from another process or machine."""

    products: Mapping[str, str]
    """The formats that are wanted, by the names of their files."""
    keys: Mapping[str, str]
    """What each is made of, by its name; empty where that changed while it was drawn."""
    drawn: Mapping[str, Drawn]
    """By name. The others still stand."""
    draft: bytes
    """The Word file as it is to be remembered: without the tracked changes of a redline. Empty where none was drawn."""
    others: tuple[Path, ...]
    """Files outside the usual folders that were looked at."""
    warnings: int
    remark: str = ""
    """What the user is to know of the earlier edition; mostly nothing."""


class Built(Struct, frozen=True):
    """What a build did."""

    checked: Checked
    products: tuple[Path, ...]
    """Those that were written; with `standing` empty too, an error stood in the way."""
    remark: str = ""
    """What the user is to know of the earlier edition; mostly nothing."""
    standing: tuple[Path, ...] = ()
    """Those that would have been drawn just as they are."""
    unkept: str = ""
    """Why the draft will not be known when it comes back, and what to do; mostly nothing."""


class Put(Struct, frozen=True):
    """What became of what was made."""

    written: tuple[Path, ...]
    standing: tuple[Path, ...]
    unkept: str = ""
    """Why the draft will not be known when it comes back, and what to do; mostly nothing."""


def build(
    workspace: Workspace,
    formats: Iterable[str],
    out: Path,
    *,
    manner: Manner = USUAL,
    progress: Progress = lambda _: None,
) -> Built:
    """Build the products. They are written when all of them are drawn, each in one step.

    Raises EngineFault, EarlierFault, OSError.
    """
    formats = tuple(dict.fromkeys(formats))
    earlier = _earlier(manner.redline) if manner.redline is not None else None
    with ExitStack() as stack:
        with held():
            aside = Aside(slowest(formats))
            stack.callback(aside.close)
            charting = Engine() if charts_expected(workspace) else None
            if charting:
                stack.callback(charting.close)
        taken = stamp.take(workspace)
        maker = Maker(workspace, formats, manner, stamp.known(workspace, out), earlier, aside, charting, progress)
        checked, made = maker.make()
    if made is None:
        return Built(checked, ())
    done = put(workspace, made, taken, out, manner)
    return Built(checked, done.written, made.remark, done.standing, done.unkept)


def put(workspace: Workspace, made: Made, taken: stamp.Inputs, out: Path, manner: Manner) -> Put:
    """Write what was made, and remember it. Raises OSError."""
    draft, unkept = _keep(workspace, made.draft) if made.draft else (None, "")
    write_together({out / name: drawn.data for name, drawn in made.drawn.items()})
    built = {}
    for name, drawn in made.drawn.items():
        reads = tuple(map(workspace.path, drawn.reads))
        digest = sha256(drawn.data).hexdigest()
        built[name] = stamp.Known(made.products[name], made.keys[name], digest, draft, reads, drawn.remarks)
    standing = {name: key for name, key in made.keys.items() if name not in made.drawn}
    stamp.record(workspace, stamp.Build(taken.with_others(made.others), out, built, standing, made.warnings, manner))
    written = tuple(out / name for name in made.products if name in built)
    return Put(written, tuple(out / name for name in standing), unkept)


class _Plan(Struct, frozen=True):
    """What is to be drawn, by format."""

    document: Document
    pictures: tuple[str, ...]
    """The files that it shows."""
    contents: Mapping[str, str]
    """The document as its writer gets it, and how it is asked to draw it, in words."""
    names: Mapping[str, str]
    """What the products are called."""
    keys: Mapping[str, str]
    """What each product is made of."""
    wanted: Mapping[str, Document]
    """The document as the writer gets it, where the product does not stand."""
    charts: Charts


class Maker(Struct, frozen=True):
    """Makes the products of one brief, and writes nothing."""

    workspace: Workspace
    formats: tuple[str, ...]
    manner: Manner = USUAL
    known: Mapping[str, stamp.Known] = field(default_factory=dict)
    """The products that are there, by their names."""
    earlier: Draft | None = None
    aside: Aside | None = None
    """A writer that waits for the document in a process of its own; the others draw in this one."""
    charting: Engine | None = None
    """What draws charts, where it is started already."""
    progress: Progress = lambda _: None

    def make(self) -> tuple[Checked, Made | None]:
        """What the checks found, and what was made; None where an error stood in the way. Raises EngineFault, EarlierFault."""
        from briefing import pipeline  # noqa: PLC0415 - while the engines start

        read = pipeline.read(self.workspace, self.progress)
        with ExitStack() as begun:
            plan = self._begin(read, begun) if read.is_sound else None
            return self._judged(read, plan, begun)

    def _judged(self, read: Read, plan: _Plan | None, begun: ExitStack) -> tuple[Checked, Made | None]:
        """As `make` does, of a brief that was read, and perhaps begun."""
        from briefing import pipeline  # noqa: PLC0415

        checked = pipeline.judge(read)
        manifest = checked.project.manifest
        if manifest is None or checked.fails(strict=self.manner.strict):
            return checked, None
        remark = _remark(self.earlier, str(manifest.id)) if self.earlier is not None else ""
        try:
            made = self._finish(plan or self._begin(read, begun), checked, remark)
        except (TemplateFault, ResourceFault, ChartFault) as fault:
            return replace(checked, diagnostics=tuple(order([*checked.diagnostics, *_faults(fault, self.workspace)]))), None
        remarks = dict.fromkeys(_remarks(made, self.known, self.workspace))
        checked = replace(checked, diagnostics=tuple(order([*checked.diagnostics, *remarks]))) if remarks else checked
        made = replace(made, warnings=made.warnings + len(remarks))
        if checked.fails(strict=self.manner.strict):
            return checked, None
        return checked, replace(made, others=tuple(pipeline.others(checked.project, self.workspace)))

    def _begin(self, read: Read, begun: ExitStack) -> _Plan:
        """Compose the document, have its charts drawn, and let the writer begin that waits for both; `begun` sees to the end."""
        from briefing import pipeline  # noqa: PLC0415

        composed = pipeline.composed(read)
        charts = Charts(composed, self.workspace, points="docx" in self.formats, engine=self.charting)
        begun.callback(charts.leave)
        if self.charting:
            charts.begin()
        document = pipeline.told_of(read, composed)
        shown = {format: _shown(document, format, self.manner) for format in self.formats}
        pictures = tuple(read.project.pictures)
        how = Manner(redline=self.manner.redline).words  # of comments the document itself tells
        contents = {format: f"{format} {how} {document!r}" for format, document in shown.items()}
        keys = self._keys(contents, document, pictures)
        suffix = "-redline" if self.manner.redline is not None else ""
        names = {format: f"{document.id}{suffix}.{format}" for format in self.formats}
        there = {format: self.known.get(name) for format, name in names.items()}
        wanted = {format: shown[format] for format, one in there.items() if one is None or one.key != keys[format]}
        if wanted:
            charts.then(lambda: self._hand_over(wanted))
        else:
            self._hand_over(wanted)
        return _Plan(document, pictures, contents, names, keys, wanted, charts)

    def _finish(self, plan: _Plan, checked: Checked, remark: str) -> Made:
        """Draw what is wanted. Raises TemplateFault, ResourceFault, ChartFault."""
        document, names, wanted = plan.document, plan.names, plan.wanted
        if wanted:
            plan.charts.prepare()  # once for all writers, and while the places of charts are known
        drawn = self._drawn(wanted)
        after = self._keys({format: plan.contents[format] for format in wanted}, document, plan.pictures)
        draft = drawn["docx"].data if "docx" in drawn else b""
        if draft and self.earlier is not None:
            self.progress("comparing with the earlier edition")
            drawn["docx"] = replace(drawn["docx"], data=_redlined(draft, self.earlier, document.iso_date))
        return Made(
            {name: format for format, name in names.items()},
            {names[format]: key if after.get(format, key) == key else "" for format, key in plan.keys.items()},
            {names[format]: one for format, one in drawn.items()},
            draft,
            (),
            sum(one.level is Severity.WARNING for one in checked.diagnostics),
            remark,
        )

    def _keys(self, contents: Mapping[str, str], document: Document, pictures: tuple[str, ...]) -> dict[str, str]:
        """What the product of each format is made of, as the files are now."""
        keys = {}
        for format, content in contents.items():
            is_word = WRITERS[format].is_word
            named = (*pictures, document.template) if is_word and document.template else pictures
            keys[format] = stamp.key(self.workspace, content, named, is_word=is_word)
        return keys

    def _drawn(self, wanted: Mapping[str, Document]) -> dict[str, Drawn]:
        """What the writers draw."""
        if wanted:
            self.progress(f"drawing {series(name.upper() for name in wanted)}")
        self._hand_over(wanted)
        if "docx" in wanted:
            from briefing.pull import keeping  # noqa: F401, PLC0415 - `_keep` will want it: while another process draws
        aside = {self.aside.format: self.aside} if self.aside else {}
        here = {name: WRITERS[name].draw(wanted[name], self.workspace) for name in wanted if name not in aside}
        return {name: aside[name].result() if name in aside else here[name] for name in wanted}

    def _hand_over(self, wanted: Mapping[str, Document]) -> None:
        """Let the writer begin that waits; where there is nothing for it to do, end it."""
        if self.aside and self.aside.is_waiting:
            if self.aside.format in wanted:
                self.aside.draw(wanted[self.aside.format], self.workspace)
            else:
                self.aside.close()


def drafts(workspace: Workspace) -> Iterator[bytes]:
    """The Word files that a workspace makes now, with comments and without; none while it has errors. Raises OSError."""
    from briefing import pipeline  # noqa: PLC0415

    checked = pipeline.check(workspace)
    if checked.project.manifest is None or checked.fails(strict=False):
        return
    document = pipeline.document(checked)
    with suppress(TemplateFault, ResourceFault, ChartFault):
        for one in dict.fromkeys(_shown(document, "docx", Manner(clean=clean)) for clean in (False, True)):
            yield WRITERS["docx"].draw(one, workspace).data


def _shown(document: Document, format: str, manner: Manner) -> Document:
    """The document as the writer of a format gets it, so that what it is not made of cannot show in it."""
    from briefing.document.bare import bare  # noqa: PLC0415

    if not WRITERS[format].is_word:
        return bare(replace(document, homes=(), remarks=()))
    return bare(replace(document, remarks=()) if manner.clean else document)


def _keep(workspace: Workspace, draft: bytes) -> tuple[str | None, str]:
    """Remember what is sent, to know what was done to it when it comes back; where it is kept, or why it is not.

    A workspace that cannot be written to can be built into another folder; its drafts are then known only by its YAML.
    """
    from briefing.pull.keeping import FOLDER, keep  # noqa: PLC0415 - slow to import, and not for every format

    try:
        return str(keep(workspace, draft).resolve()), ""
    except OSError as error:
        why = f"the draft could not be kept in {FOLDER} ({(error.strerror or str(error)).lower()})"
        ways = "move what is in the way of that folder and build again, or keep the file as you send it"
        return None, f"{why}, and will not be known when it comes back: {ways}, for `briefing pull --sent`"


def _earlier(path: Path) -> Draft:
    """The earlier edition, read before anything else is done: a wrong file is told at once. Raises EarlierFault."""
    from briefing.draft.aside import RefusedFile, read  # noqa: PLC0415

    try:
        return read(path)
    except RefusedFile as fault:
        raise EarlierFault(str(fault)) from fault


def _remark(earlier: Draft, brief: str) -> str:
    """What is to be known of an earlier edition. Raises EarlierFault where it is one of another brief."""
    from briefing.pull.bases import brief_in  # noqa: PLC0415

    its = brief_in(earlier)
    if its and its != brief:
        raise EarlierFault(f"This is an edition of the brief `{its}`, and the brief here is `{brief}`; name an edition of that.")
    return "" if its else "it does not say which brief it is an edition of; it is compared all the same"


def _redlined(data: bytes, earlier: Draft, day: str) -> bytes:
    from briefing.model.review import AUTHOR  # noqa: PLC0415
    from briefing.redline import redlined  # noqa: PLC0415

    return redlined(data, earlier, author=AUTHOR, date=f"{day}T00:00:00Z")


def _remarks(made: Made, known: Mapping[str, stamp.Known], workspace: Workspace) -> Iterator[Diagnostic]:
    """What the writers say of products that they have drawn all the same, now or when those were drawn that still stand."""
    drawn = (made.drawn[name] if name in made.drawn else known[name] for name in made.products)
    for remark in dict.fromkeys(remark for one in drawn for remark in one.remarks):
        hint = "it is drawn all the same: look at the pages, or mend what the template or its styles ask for"
        place = _place(remark, workspace)
        told = _OF_ALL_STYLES.sub("", remark) if place else remark
        yield Diagnostic(Rule.TEMPLATE_IS_SOUND, told, place, (hint,), severity=Severity.WARNING)


def _faults(fault: TemplateFault | ResourceFault | ChartFault, workspace: Workspace) -> list[Diagnostic]:
    if isinstance(fault, ChartFault):
        hint = "mend its `spec`: an editor for Vega-Lite shows what it draws"
        return [
            Diagnostic(Rule.CHART_IS_SOUND, f"this chart cannot be drawn: {why}", chart.origin, (hint,))
            for chart, why in fault.faults
        ]
    if isinstance(fault, ThemeFault):
        return [
            Diagnostic(Rule.TEMPLATE_IS_SOUND, one.message, _stretch(fault.path, one.line, one.column, one.length), (one.hint,))
            for one in fault.mistakes
        ]
    if isinstance(fault, TemplateFault):
        span = Span(fault.path, max(fault.line, 1), 1, max(fault.line, 1), 1)
        hint = "mend the template, or take it out to use the program's own"
        return [Diagnostic(Rule.TEMPLATE_IS_SOUND, fault.message, span, (hint,))]
    return [
        Diagnostic(Rule.TEMPLATE_IS_SOUND, resource, _place(resource, workspace), (_way_out(resource),))
        for resource in fault.resources
    ]


def _way_out(resource: str) -> str:
    if ONE_FILE in resource:
        return "put styles into it with `stylesheet(...)` and pictures with `picture(...)`; for all else, write a link"
    if MISSING in resource:
        return "put the file there, or mend the template that names it"
    if "://" in resource:
        return "templates reach only files of the workspace and of the program's own templates"
    return "mend the templates"


def _place(message: str, workspace: Workspace) -> Span | None:
    """Where in the templates something stands that a writer tells of."""
    from briefing.render.blame import place_of  # noqa: PLC0415 - slow to import, and mostly not needed

    found = place_of(message, workspace)
    return _stretch(found.path, found.line, found.column, found.length) if found else None


def _stretch(path: str, line: int, column: int, length: int) -> Span:
    return Span(path, line, column, line, column + length)
