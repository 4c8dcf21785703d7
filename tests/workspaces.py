"""A small sound workspace, for tests that change one thing in it.

Where a test writes `sha256: (of FILE)`, the fingerprint of that original is put in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from tests.textcases import lay_out

ORIGINAL = """HEADLINE
The ministry says that about 120 boats were counted in March 2025.
A spokesman said: “We counted them twice.”
It saw at least ninety boats, or twelve boats in all.
"""
SHA256 = hashlib.sha256(ORIGINAL.encode()).hexdigest()
_OF_FILE = re.compile(rb"sha256: \(of ([\w.-]+)\)")

BASE: dict[str, bytes | None] = {
    "brief.yaml": b"""id: boats-2025
title: The count of boats
date: 2025-04-02
information_cutoff: 2025-04-01
language: en-GB
sections: [findings]
""",
    "sections/findings.yaml": b"""title: Findings
body:
  - The ministry counted about 120 boats [@boats].
""",
    "seeds/sources/gazette.yaml": f"""gazette:
  type: article-newspaper
  title: Boats counted
  author: [{{family: Ash, given: Ann}}]
  container-title: The Gazette
  issued: 2025-04-01
  name: the Gazette
  lacks: URL
  kind: news
  descriptor: A daily.
  original: {{file: gazette.txt, sha256: {SHA256}, exclude: [{{lines: 1, what: headline}}]}}
""".encode(),
    "seeds/facts/boats.yaml": b"""boats:
  label: Boats counted in March 2025
  claims:
    - value: 120
      unit: boats
      bound: approx
      by: the ministry
      status: official_data
      source: gazette
      quote: about 120 boats were counted in March 2025
""",
    "seeds/originals/gazette.txt": ORIGINAL.encode(),
}


def workspace(root: Path, changes: Mapping[str, bytes | None] | None = None) -> Path:
    """The small workspace in `root`, with these files put in the place of its own, or left out where they are None."""
    lay_out(with_fingerprints({**BASE, **(changes or {})}), root)
    return root


def with_fingerprints(files: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
    """The files of a case in which `sha256: (of FILE)` is written out."""

    def written(match: re.Match[bytes]) -> bytes:
        data = files.get(f"seeds/originals/{match[1].decode()}") or ORIGINAL.encode()
        return b"sha256: " + hashlib.sha256(data).hexdigest().encode()

    return {name: _OF_FILE.sub(written, data) if data is not None else None for name, data in files.items()}
