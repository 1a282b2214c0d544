"""Why a file as a whole, or a cell, cannot be read."""

from __future__ import annotations


class Unreadable(Exception):
    """A file or a cell that cannot be read: what is wrong with it, and how to mend it (Chinese)."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


LOCKED = ("工作簿有密码，打不开", "去掉密码另存后再用")
DAMAGED = ("工作簿损坏，打不开", "用表格软件打开，另存为 xlsx 后再用")
TOO_LARGE = ("表格过大", "删去多余的行、列和工作表后再用")
NO_TABLE = ("不是表格文件", "另存为 xlsx 或 CSV")
