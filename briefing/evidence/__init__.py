"""Quotations against originals: where each stands, and the lock that remembers it for machines without the originals.

`originals` reads an analyst's copy of an article; `normalise` folds its typography, `boundaries` knows where it may be cut, and
`anchors` finds a quotation in it. Where that fails, `missing`, `nearest` and `places` tell why and what to write. `ellipses`,
`telling` and `qualifiers` look at what a quotation leaves out, whether it says enough, and what its claim says beside it;
`verify` does all of this for a project; `lock` is what is kept of it. `likeness` finds copies that nobody declared.
"""

from briefing.evidence.verify import Verification, verify

__all__ = ["Verification", "verify"]
