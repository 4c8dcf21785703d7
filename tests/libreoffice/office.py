"""LibreOffice itself: started without a window, spoken to through a pipe, and ended."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.lang import DisposedException  # type: ignore[import-not-found]

WORD, ODT = "MS Word 2007 XML", "writer8"
_START, _END = 50, 10
"""Seconds that it may take to start and to end."""
_PROFILE = "com.sun.star.configuration.ConfigurationUpdateAccess"


def properties(**values: object) -> tuple[Any, ...]:
    """Named values, as UNO wants them."""
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


class Office:
    """A running LibreOffice. What it prints goes to `soffice.log` in the folder of its profile."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Office:
        pipe = f"briefing-{os.getpid()}"
        command = ["soffice", f"-env:UserInstallation={(self._folder / 'profile').resolve().as_uri()}"]
        command += ["--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"]
        with (self._folder / "soffice.log").open("w") as log:
            self._process = subprocess.Popen(
                [*command, f"--accept=pipe,name={pipe};urp;"], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._context = self._connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self._desktop = self._service("com.sun.star.frame.Desktop")
        self._dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        locks = self._settings("/org.openoffice.Office.Common/Misc")
        locks.UseLocking = locks.UseDocumentOOoLockFile = False  # nothing is written beside a draft, and two may have it open
        locks.commitChanges()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._desktop.terminate()
            self._process.wait(_END)
        except (DisposedException, subprocess.TimeoutExpired):
            self._process.kill()  # what it started itself is ended with the group, by the client

    def _connect(self, address: str) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        end = time.monotonic() + _START
        while True:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise
                time.sleep(0.05)

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def _settings(self, path: str) -> Any:
        provider = self._service("com.sun.star.configuration.ConfigurationProvider")
        return provider.createInstanceWithArguments(_PROFILE, properties(nodepath=path))

    @property
    def version(self) -> str:
        return str(self._settings("/org.openoffice.Setup/Product").ooSetupVersionAboutBox)

    def sign_as(self, author: str) -> None:
        """Set the user's name: the author of changes and comments from now on."""
        user = self._settings("/org.openoffice.UserProfile/Data")
        user.givenname, user.sn = author, ""
        user.initials = "".join(word[0] for word in author.split())
        user.commitChanges()

    def load(self, path: Path) -> Any:
        """Open a file, with a view but without a window."""
        document = self._desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, properties(Hidden=True))
        if document is None:
            raise OSError(f"LibreOffice does not open {path}")
        return document

    def store(self, document: Any, path: Path, form: str) -> None:
        """Save a copy."""
        document.storeToURL(path.resolve().as_uri(), properties(FilterName=form))

    def command(self, document: Any, name: str, **values: object) -> None:
        """What a key, a button or a menu does, where the cursor is."""
        self._dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{name}", "", 0, properties(**values))
