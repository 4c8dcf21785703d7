"""Whether the products of the last build and the findings of the last check still stand.

Both are kept in `.briefing/`, a file for each brief. `inputs` is the fingerprint of everything that may have gone in: where it is
the same, nothing is read and nothing is drawn. Where it is not, `keys` tell of each product whether what it is made of has
changed. Fingerprints are of bytes, not of times. Nothing slow is imported here, so that a command without a change costs only the
reading of its inputs.
"""

from briefing.stamp.builds import USUAL, Build, Known, Manner, Standing, known, record, standing
from briefing.stamp.checks import RememberedCheck, record_check, remembered_check
from briefing.stamp.fingerprints import below, program, versions
from briefing.stamp.inputs import Inputs, take
from briefing.stamp.keys import key

__all__ = [
    "USUAL",
    "Build",
    "Inputs",
    "Known",
    "Manner",
    "RememberedCheck",
    "Standing",
    "below",
    "key",
    "known",
    "program",
    "record",
    "record_check",
    "remembered_check",
    "standing",
    "take",
    "versions",
]
