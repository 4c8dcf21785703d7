"""How long a large draft takes to come home: 1,250 paragraphs with 2,500 notes, untouched and with an edit in every third one.

The workspace is a quarter of the one of `large.py`. The ratio is to the same check without a draft, on the same machine.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.large import BRIEFING, timed, write
from briefing import products
from briefing.pull.keeping import keep
from briefing.workspace import Workspace

PART = 4
EVERY = 3
_TEXT = re.compile(r"(<w:t(?: xml:space=\"preserve\")?>)([^<]{30,})(</w:t>)")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, PART)
        timed("verify", root)
        check, _ = timed("check", root)
        sent = build(root)
        print(f"{'':44} {'seconds':>8} {'to a check':>10}")
        print(f"{'check, cold':44} {check:8.2f} {1:10.1f}")
        for name, data in (("pull, untouched", sent), ("pull, every third text edited", edited(sent))):
            path = root / "returned.docx"
            path.write_bytes(data)
            seconds = pull(root, path)
            print(f"{name:44} {seconds:8.2f} {seconds / check:10.1f}")


def build(root: Path) -> bytes:
    """The draft, kept as a build keeps it."""
    draft = next(iter(products.drafts(Workspace(root))))
    keep(Workspace(root), draft)
    return draft


def edited(draft: bytes) -> bytes:
    """The draft with a word put into every third long run, not tracked."""
    places = count()

    def one(match: re.Match[str]) -> str:
        return match[0] if next(places) % EVERY else match[1] + match[2].replace(" ", " really ", 1) + match[3]

    target = io.BytesIO()
    with ZipFile(io.BytesIO(draft)) as source, ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name in source.namelist():
            data = source.read(name)
            package.writestr(name, _TEXT.sub(one, data.decode()) if name == "word/document.xml" else data)
    return target.getvalue()


def pull(root: Path, path: Path) -> float:
    """The seconds of a dry run."""
    start = time.perf_counter()
    subprocess.run([BRIEFING, "pull", str(path), "-w", str(root)], capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
