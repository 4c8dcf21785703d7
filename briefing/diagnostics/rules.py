"""The rules: an id named for the good state, and what a brief may decide about each."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Severity(Enum):
    """How much a broken rule matters. An error stops a build; `--strict` makes errors of warnings."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


class Leeway(Enum):
    """What a brief may decide about a rule."""

    NONE = "none"
    """Nothing: without it no document can be composed."""
    SEVERITY = "severity"
    """How much it matters, for the whole brief."""
    WAIVER = "waiver"
    """That too, and to let a single place off, with a reason."""


class Rule(Enum):
    """Every rule there is."""

    # Form
    FILE_EXISTS = "file-exists"
    FILE_IS_UTF8 = "file-is-utf8"
    TEXT_IS_PRINTABLE = "text-is-printable"
    YAML_IS_WELL_FORMED = "yaml-is-well-formed"
    YAML_IS_BOUNDED = "yaml-is-bounded"
    KEYS_ARE_UNIQUE = "keys-are-unique"
    KEY_IS_KNOWN = "key-is-known"
    FIELD_IS_PRESENT = "field-is-present"
    VALUE_FITS_ITS_FIELD = "value-fits-its-field"
    ID_IS_UNIQUE = "id-is-unique"
    MARKUP_IS_CLOSED = "markup-is-closed"
    CITATION_NAMES_A_FACT = "citation-names-a-fact"
    CITATION_NAMES_A_CLAIM = "citation-names-a-claim"
    HEADING_HAS_NO_NOTE = "heading-has-no-note"
    LINK_IS_SAFE = "link-is-safe"
    PARAGRAPH_IS_ONE = "paragraph-is-one"
    TYPOGRAPHY_IS_EVEN = "typography-is-even"
    TABLE_IS_RECTANGULAR = "table-is-rectangular"
    FIGURE_IS_IN_THE_WORKSPACE = "figure-is-in-the-workspace"
    CHART_DRAWS_FACTS = "chart-draws-facts"
    CHART_FIELD_IS_KNOWN = "chart-field-is-known"
    CHART_IS_SOUND = "chart-is-sound"
    CHART_IS_OF_ONE_MEASURE = "chart-is-of-one-measure"
    TIMELINE_EVENT_HAS_A_DATE = "timeline-event-has-a-date"
    TEMPLATE_IS_SOUND = "template-is-sound"
    TEMPLATE_IS_A_WORD_FILE = "template-is-a-word-file"
    TEMPLATE_HAS_OUR_STYLES = "template-has-our-styles"
    WAIVER_HAS_A_REASON = "waiver-has-a-reason"
    WAIVER_IS_IN_FORCE = "waiver-is-in-force"
    WAIVER_IS_NEEDED = "waiver-is-needed"
    REVIEW_IS_RESOLVED = "review-is-resolved"
    # Evidence
    CLAIM_NAMES_ITS_SOURCE = "claim-names-its-source"
    DERIVED_FROM_NAMES_A_SOURCE = "derived-from-names-a-source"
    SOURCE_TELLS_ITS_ORIGIN = "source-tells-its-origin"
    SOURCE_IS_WITHIN_THE_CUTOFF = "source-is-within-the-cutoff"
    DESCRIPTOR_TELLS_WHAT_MATTERS = "descriptor-tells-what-matters"
    ORIGINAL_IS_KEPT = "original-is-kept"
    ORIGINAL_IS_UNCHANGED = "original-is-unchanged"
    COPY_IS_DECLARED = "copy-is-declared"
    SUMMARY_IS_CURRENT = "summary-is-current"
    QUOTATION_IS_SHORT = "quotation-is-short"
    QUOTATION_IS_TELLING = "quotation-is-telling"
    QUOTE_FOUND_IN_SOURCE = "quote-found-in-source"
    QUOTE_IS_VERIFIED = "quote-is-verified"
    ELLIPSIS_KEEPS_THE_SENSE = "ellipsis-keeps-the-sense"
    VALUE_STANDS_IN_QUOTATION = "value-stands-in-quotation"
    QUALIFIER_STANDS_IN_SOURCE = "qualifier-stands-in-source"
    SPEAKER_STANDS_IN_SOURCE = "speaker-stands-in-source"
    QUOTATION_IS_RUNNING_TEXT = "quotation-is-running-text"
    STATUS_FITS_ITS_QUOTATION = "status-fits-its-quotation"
    DEPRECATED_CLAIM_HAS_A_REASON = "deprecated-claim-has-a-reason"
    DISPUTE_IS_RESOLVED = "dispute-is-resolved"
    RESOLUTION_FITS_ITS_DISPUTE = "resolution-fits-its-dispute"
    DISPUTE_IS_DISCLOSED = "dispute-is-disclosed"
    FACT_IS_USED = "fact-is-used"
    SOURCE_IS_USED = "source-is-used"
    # Prose
    SENTENCE_IS_CITED = "sentence-is-cited"
    NUMBER_IS_CARRIED = "number-is-carried"
    DATE_IS_CARRIED = "date-is-carried"
    BOUND_IS_KEPT = "bound-is-kept"
    WORDS_ARE_QUOTED = "words-are-quoted"
    NEGATION_IS_KEPT = "negation-is-kept"
    HEDGE_IS_KEPT = "hedge-is-kept"
    CITATION_FITS_ITS_SENTENCE = "citation-fits-its-sentence"
    CLAIM_IS_ATTRIBUTED = "claim-is-attributed"
    NAMED_SOURCE_IS_CITED = "named-source-is-cited"
    SINGLE_SOURCE_IS_TOLD = "single-source-is-told"
    NAME_IS_KNOWN = "name-is-known"
    JUDGMENT_STATES_ITS_LIKELIHOOD = "judgment-states-its-likelihood"
    LIKELIHOOD_IS_ON_THE_SCALE = "likelihood-is-on-the-scale"
    CONFIDENCE_STANDS_APART = "confidence-stands-apart"
    CONFIDENCE_FITS_ITS_SUPPORT = "confidence-fits-its-support"
    JUDGMENT_IS_PLAIN = "judgment-is-plain"
    ESTIMATE_STANDS_IN_A_JUDGMENT = "estimate-stands-in-a-judgment"


class RuleText(Struct, frozen=True):
    """What a rule asks, why, and one example of each kind."""

    severity: Severity
    summary: str
    why: str
    bad: str
    good: str
    leeway: Leeway = Leeway.NONE
