"""A Word file on disk: the same parts give the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:  # whoever has a package has imported it
    from docx.opc.package import OpcPackage
    from docx.opc.packuri import PackURI

_CONTENT_TYPES = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def save(package: OpcPackage) -> bytes:
    """The package as a file: the content types first, as some readers want, then the parts by name, without times or a system."""
    result = io.BytesIO()
    with ZipFile(result, "w") as target:
        for name, data in sorted(_members(package).items(), key=lambda one: (one[0] != _CONTENT_TYPES, one[0])):
            target.writestr(member(name), data)
    return result.getvalue()


def _members(package: OpcPackage) -> dict[str, bytes]:
    """What python-docx would write, by name: it would compress everything, which is then done again."""
    from docx.opc.pkgwriter import PackageWriter  # noqa: PLC0415 - as above

    shelf: Any = _Shelf()
    writer: Any = PackageWriter
    parts: list[Any] = package.parts
    for part in parts:
        part.before_marshal()
    writer._write_content_types_stream(shelf, parts)
    writer._write_pkg_rels(shelf, package.rels)
    writer._write_parts(shelf, parts)
    return dict(shelf.members)


class _Shelf:
    """Stands for the file that python-docx writes its parts to."""

    def __init__(self) -> None:
        self.members: dict[str, bytes] = {}

    def write(self, uri: PackURI, data: bytes) -> None:
        self.members[uri.membername] = data


def member(name: str) -> ZipInfo:
    """The entry of a part in the file, without a time or a system."""
    entry = ZipInfo(name, _EPOCH)
    entry.create_system = 0
    entry.compress_type = ZIP_DEFLATED
    return entry
