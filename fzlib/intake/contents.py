"""The bytes of a file: of a regular one, not too large."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from fzlib.intake.formats.limits import MOST_BYTES
from fzlib.intake.formats.unreadable import TOO_LARGE, Unreadable

NO_FILE = ("不是普通文件（是管道、设备等）", "改为一个数据文件")


def content_of(path: Path) -> bytes:
    """The bytes of a regular file: a pipe or a device could give them without end, or never.

    Raises:
        Unreadable: it is none, or too large. OSError: the system refuses.
    """
    # not to wait for whoever writes into a pipe; Windows has no such flag, nor such files
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unreadable(*NO_FILE)
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreadable(*TOO_LARGE)
    return content
