"""Names and codes of enterprises, looked for in every byte of a report."""

import html
import io
import re
import zipfile

from fzlib.enterprises.database import database

LEAD = 4  # signs by which a text is looked for first
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def secrets_of(city):
    """All names and codes of a data folder's enterprise files, read without our intake."""
    with database() as connection:
        rows = connection.execute(
            f"SELECT 统一社会信用代码, 企业名称 FROM read_parquet('{city}/enterprises/*.parquet')"
        ).fetchall()
    return {text for row in rows for text in row if text}


def found(content, secrets):
    """Those in a file's bytes: as text, with HTML's or JSON's escapes, inside a zip."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return set().union(*(found(archive.read(name), secrets) for name in archive.namelist()))
    text = content.decode("utf-8", "replace")
    plain = ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), html.unescape(text))
    return _in_text(text, secrets) | _in_text(plain, secrets)


def _in_text(text, secrets):
    leads = "|".join(sorted({re.escape(secret[:LEAD]) for secret in secrets}))
    lengths = {len(secret) for secret in secrets}
    starts = (match.start() for match in re.finditer(f"(?=(?:{leads}))", text))
    return {text[at : at + length] for at in starts for length in lengths} & secrets


def is_allowed(name):
    """Whether a report's file may name enterprises: by its path in the folder of the period."""
    own = ("enterprises.html", "enterprises.ipynb", "watchlist.xlsx")
    return name in own or name.startswith("inputs/registers/")
