"""A Word file on disk: the same parts give the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:  # whoever has a package has imported it
    from docx.opc.package import OpcPackage

_CONTENT_TYPES = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def save(package: OpcPackage) -> bytes:
    """The package as a file: the content types first, as some readers want, then the parts by name, without times or a system."""
    raw = io.BytesIO()
    package.save(raw)
    result = io.BytesIO()
    with ZipFile(raw) as source, ZipFile(result, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            target.writestr(member(name), source.read(name))
    return result.getvalue()


def member(name: str) -> ZipInfo:
    """The entry of a part in the file, without a time or a system."""
    entry = ZipInfo(name, _EPOCH)
    entry.create_system = 0
    entry.compress_type = ZIP_DEFLATED
    return entry
