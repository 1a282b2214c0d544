"""``python -m fzlib`` is ``fz``."""

from fzlib.cli import program

program()
