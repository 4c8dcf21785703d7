"""The rules: an id named for the good state, a severity, and what `briefing explain` says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a broken rule matters. An error stops a build; `--strict` makes errors of warnings."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


class Rule(Enum):
    """Every rule there is."""

    # Files and YAML
    FILE_EXISTS = "file-exists"
    FILE_IS_UTF8 = "file-is-utf8"
    TEXT_IS_PRINTABLE = "text-is-printable"
    YAML_IS_WELL_FORMED = "yaml-is-well-formed"
    YAML_IS_BOUNDED = "yaml-is-bounded"
    KEYS_ARE_UNIQUE = "keys-are-unique"
    # Shape of records
    KEY_IS_KNOWN = "key-is-known"
    FIELD_IS_PRESENT = "field-is-present"
    VALUE_FITS_ITS_FIELD = "value-fits-its-field"
    ID_IS_UNIQUE = "id-is-unique"
    # Evidence
    CLAIM_NAMES_ITS_SOURCE = "claim-names-its-source"
    DERIVED_FROM_NAMES_A_SOURCE = "derived-from-names-a-source"
    DEPRECATED_CLAIM_HAS_A_REASON = "deprecated-claim-has-a-reason"
    QUOTATION_IS_SHORT = "quotation-is-short"
    ORIGINAL_IS_UNCHANGED = "original-is-unchanged"
    QUOTE_FOUND_IN_SOURCE = "quote-found-in-source"
    QUOTE_IS_VERIFIED = "quote-is-verified"
    FACT_IS_USED = "fact-is-used"
    SOURCE_IS_USED = "source-is-used"
    WAIVER_HAS_A_REASON = "waiver-has-a-reason"
    # Text
    MARKUP_IS_CLOSED = "markup-is-closed"
    CITATION_NAMES_A_FACT = "citation-names-a-fact"
    CITATION_NAMES_A_CLAIM = "citation-names-a-claim"
    HEADING_HAS_NO_NOTE = "heading-has-no-note"
    LINK_IS_SAFE = "link-is-safe"
    PARAGRAPH_IS_ONE = "paragraph-is-one"
    # Blocks
    TABLE_IS_RECTANGULAR = "table-is-rectangular"
    FIGURE_IS_IN_THE_WORKSPACE = "figure-is-in-the-workspace"
    JUDGMENT_STATES_ITS_LIKELIHOOD = "judgment-states-its-likelihood"
    TIMELINE_EVENT_HAS_A_DATE = "timeline-event-has-a-date"
    # Templates
    TEMPLATE_IS_SOUND = "template-is-sound"


ADJUSTABLE = frozenset(
    {
        Rule.DEPRECATED_CLAIM_HAS_A_REASON,
        Rule.QUOTATION_IS_SHORT,
        Rule.ORIGINAL_IS_UNCHANGED,
        Rule.QUOTE_FOUND_IN_SOURCE,
        Rule.QUOTE_IS_VERIFIED,
        Rule.FACT_IS_USED,
        Rule.SOURCE_IS_USED,
        Rule.JUDGMENT_STATES_ITS_LIKELIHOOD,
    }
)
"""Rules whose severity a brief may choose. All others are what a document cannot be composed without."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule asks, why, and one example of each kind."""

    severity: Severity
    summary: str
    why: str
    bad: str
    good: str


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES: dict[Rule, RuleText] = {
    Rule.FILE_EXISTS: RuleText(
        _ERROR,
        "Every file that brief.yaml names is there and can be read.",
        "A brief without one of its sections would look whole and not be.",
        "sections: [background, meting_summary]",
        "sections: [background, meeting_summary]",
    ),
    Rule.FILE_IS_UTF8: RuleText(
        _ERROR,
        "Files are UTF-8.",
        "In any other encoding accents, quotation marks and dashes turn into other characters without a word of warning.",
        "Bogot\\xe1 (saved as Latin-1)",
        "Bogotá (saved as UTF-8)",
    ),
    Rule.TEXT_IS_PRINTABLE: RuleText(
        _ERROR,
        "Texts hold no control characters, no lone surrogates and no invisible line separators.",
        "They cannot be written to Word at all, and hide what a text says elsewhere.",
        'label: "Coca\\x07 area"',
        'label: "Coca area"',
    ),
    Rule.YAML_IS_WELL_FORMED: RuleText(
        _ERROR,
        "Files are well-formed YAML: one document, indented with spaces, without tags.",
        "A file that cannot be read cannot be checked.",
        "title: Petro: a visit",
        'title: "Petro: a visit"',
    ),
    Rule.YAML_IS_BOUNDED: RuleText(
        _ERROR,
        "Files are of a size and depth that people write: aliases do not explode, nesting stays below fifty levels.",
        "A few lines of aliases can stand for billions of values, by mistake or on purpose.",
        "b: [*a, *a, *a, ...]   # a itself holds aliases, and so on",
        "each value written where it belongs",
    ),
    Rule.KEYS_ARE_UNIQUE: RuleText(
        _ERROR,
        "No mapping has the same key twice.",
        "YAML readers keep the last and drop the first silently: a lost claim.",
        "label: Area\nlabel: Area in 2024",
        "label: Area in 2024",
    ),
    Rule.KEY_IS_KNOWN: RuleText(
        _ERROR,
        "Every key is one that the format has.",
        "A misspelt key is a value that nobody reads.",
        "- value: 261000\n  quota: approximately 261,000 hectares",
        "- value: 261000\n  quote: approximately 261,000 hectares",
    ),
    Rule.FIELD_IS_PRESENT: RuleText(
        _ERROR,
        "Every required field is there: a claim's source and quotation, a table's caption and source note, a judgment's basis.",
        "Each of them is something that a reader will ask for.",
        "- table: {columns: [Measure, Value], rows: [[Area, 261000]]}",
        "- table: {caption: Area, columns: [Measure, Value], rows: [[Area, 261000]], source: UN figures [@coca-area].}",
    ),
    Rule.VALUE_FITS_ITS_FIELD: RuleText(
        _ERROR,
        "Every value is of the kind that its field takes.",
        "What is not understood cannot be compared, counted or printed.",
        "issued: 2026-13-02",
        "issued: 2026-02-13",
    ),
    Rule.ID_IS_UNIQUE: RuleText(
        _ERROR,
        "No two facts, no two sources and no two claims of one fact have the same id, in whatever files they stand.",
        "A citation would name either of them.",
        "coca-area: ...   # in drugs.yaml and in land.yaml",
        "coca-area: ...\ncoca-area-removed: ...",
    ),
    Rule.CLAIM_NAMES_ITS_SOURCE: RuleText(
        _ERROR,
        "Every claim names a source that has a record in seeds/sources/.",
        "A statement without a source is not evidence.",
        "source: intelinews",
        "source: intellinews",
    ),
    Rule.DERIVED_FROM_NAMES_A_SOURCE: RuleText(
        _ERROR,
        "`derived_from` names another source of the workspace, and no source derives from itself by any chain.",
        "Rewrites and copies are no independent voices; to count voices the origin must be known.",
        "weekly:\n  derived_from: weekly",
        "copy:\n  derived_from: weekly",
    ),
    Rule.DEPRECATED_CLAIM_HAS_A_REASON: RuleText(
        _ERROR,
        "A claim of rank `deprecated` says why in `reason`.",
        "A claim set aside without a reason is a claim suppressed.",
        "rank: deprecated",
        "rank: deprecated\nreason: The same text dates the call before it to January 2026.",
    ),
    Rule.QUOTATION_IS_SHORT: RuleText(
        _ERROR,
        "A quotation has 25 words at most.",
        "Articles belong to their publishers, and a long quotation hides which words carry the claim.",
        "quote: (a whole paragraph)",
        "quote: approximately 261,000 hectares under cultivation",
    ),
    Rule.ORIGINAL_IS_UNCHANGED: RuleText(
        _ERROR,
        "The copy of the article is the very one that was curated: its sha256 is the one in the source's record.",
        "Quotations were taken from that text and no other.",
        "sha256: 0000...   # of another version",
        "sha256: (what `sha256sum FILE` prints)",
    ),
    Rule.QUOTE_FOUND_IN_SOURCE: RuleText(
        _ERROR,
        "Each quotation stands word for word, once, in the body of its source.",
        "Typography may differ (quotation marks, dashes, spaces); letters, digits, signs and accents may not. "
        "Headlines, captions, site chrome and forum text are no evidence. Two places need `prefix` or `suffix`.",
        "quote: about 261,000 hectares under cultivation",
        "quote: approximately 261,000 hectares under cultivation",
    ),
    Rule.QUOTE_IS_VERIFIED: RuleText(
        _WARNING,
        "Each quotation was found in its source, now or, as seeds/evidence.lock tells, before.",
        "A clone without the articles must still tell verified from changed and from never verified.",
        "(a claim edited since the last `briefing verify`)",
        "(`briefing verify` run where the articles are)",
    ),
    Rule.FACT_IS_USED: RuleText(
        _WARNING,
        "Every fact is cited somewhere in the brief.",
        "What was curated and then left out may be an oversight, or something that the reader should know.",
        "(a fact that no section cites)",
        "... by the UN's count [@coca-area].",
    ),
    Rule.SOURCE_IS_USED: RuleText(
        _WARNING,
        "Every source carries at least one claim.",
        "A source read and never used is either a gap in the curation or not a source of this brief.",
        "(a source that no claim names)",
        "source: intellinews",
    ),
    Rule.WAIVER_HAS_A_REASON: RuleText(
        _ERROR,
        "A waiver names a rule that can be waived, and says why.",
        "A rule passed over in silence is a rule that nobody keeps. Errors of form cannot be waived, only mended.",
        "waive: {fact-is-used: }",
        "waive: {fact-is-used: Kept for the next edition.}",
    ),
    Rule.MARKUP_IS_CLOSED: RuleText(
        _ERROR,
        "A citation or an inline note that is opened is closed, and holds only what it may.",
        "Half a citation would be printed as text, and its sentence would stand without evidence.",
        "by the UN's count [@coca-area.",
        "by the UN's count [@coca-area].",
    ),
    Rule.CITATION_NAMES_A_FACT: RuleText(
        _ERROR,
        "Every citation names a fact of seeds/facts/.",
        "A note that leads nowhere is worse than none.",
        "[@coca-aera]",
        "[@coca-area]",
    ),
    Rule.CITATION_NAMES_A_CLAIM: RuleText(
        _ERROR,
        "What follows the slash in a citation is a claim of that fact: the claim's own id, or its source.",
        "The note must name the source that says it.",
        "[@coca-area/unsigned-commentary]   # which says nothing of it",
        "[@coca-area/intellinews]",
    ),
    Rule.HEADING_HAS_NO_NOTE: RuleText(
        _ERROR,
        "Titles and headings hold no citation and no note.",
        "They are repeated in the contents and in running heads, where a note has no place.",
        "heading: The meeting [@meeting-date]",
        "heading: The meeting",
    ),
    Rule.LINK_IS_SAFE: RuleText(
        _ERROR,
        "Links are http, https or mailto addresses.",
        "Anything else can run a program or open a file on the reader's machine.",
        "[the note](file:///etc/hosts)",
        "[the note](https://example.org/note)",
    ),
    Rule.PARAGRAPH_IS_ONE: RuleText(
        _ERROR,
        "One string is one paragraph, and no paragraph is empty.",
        "Each paragraph has its own place, by which edits in Word find their way back.",
        "- |\n  One.\n\n  Two.",
        "- One.\n- Two.",
    ),
    Rule.TABLE_IS_RECTANGULAR: RuleText(
        _ERROR,
        "Every row of a table has as many cells as there are columns.",
        "A missing cell moves all others under the wrong heading.",
        "columns: [Measure, Value]\nrows: [[Area]]",
        "columns: [Measure, Value]\nrows: [[Area, 261000]]",
    ),
    Rule.FIGURE_IS_IN_THE_WORKSPACE: RuleText(
        _ERROR,
        "A figure's picture is a PNG or JPEG file inside the workspace.",
        "A brief must build on any machine and reach for nothing outside.",
        "image: ../pictures/map.tiff",
        "image: figures/map.png",
    ),
    Rule.JUDGMENT_STATES_ITS_LIKELIHOOD: RuleText(
        _ERROR,
        "A judgment's text holds the likelihood term that its field names, and no other.",
        "ICD 203: one scale, the same words for the same odds, printed with their range.",
        "text: Talks may go on.\nlikelihood: likely",
        "text: Talks are likely to go on.\nlikelihood: likely",
    ),
    Rule.TIMELINE_EVENT_HAS_A_DATE: RuleText(
        _ERROR,
        "Each event of a timeline has a date, or names a fact that has one date.",
        "A timeline is read by its dates.",
        "- {fact: gifts, text: They exchanged gifts.}",
        '- {date: "2026-02-03", text: They exchanged gifts [@gifts].}',
    ),
    Rule.TEMPLATE_IS_SOUND: RuleText(
        _ERROR,
        "Templates are sound: every name they use exists, and they reach for nothing outside the workspace.",
        "A template's mistake would be a hole in the page.",
        "{{ document.tittle }}",
        "{{ document.title }}",
    ),
}
