"""papermill and nbconvert are imported without the grammars that nothing here uses."""

import subprocess
import sys

import pytest

NAMES = ["lark", "rfc3987_syntax", "rfc3986_validator"]
LOADED = f"print([name for name in {NAMES} if name in sys.modules])"
PUT_OFF = "from fzlib.publishing import libraries"


def printed(*lines):
    code = "\n".join(["import sys", *lines])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\n")[:-1]


def test_the_grammars_are_put_off():
    assert printed(PUT_OFF, LOADED) == ["[]"]


@pytest.mark.parametrize(
    ("kind", "good", "module"),
    [
        ("iri", "https://例え.jp/路径", "rfc3987_syntax"),
        ("uri", "https://example.org/a", "rfc3986_validator"),
        ("uri-reference", "a/b?c", "rfc3986_validator"),
    ],
)
def test_what_they_check_is_still_checked(kind, good, module):
    pytest.importorskip(module)
    load = "from jsonschema import Draft202012Validator as Schema"
    check = "print(Schema.FORMAT_CHECKER.conforms({!r}, {!r}))"
    lines = [load, *(check.format(text, kind) for text in (good, "no ^ such"))]
    expected = ["True", "False"]
    assert printed(*lines) == expected
    *put_off, loaded = printed(PUT_OFF, *lines, LOADED)
    assert put_off == expected
    assert module in loaded


def test_nothing_is_put_in_the_place_of_what_is_there():
    pytest.importorskip("rfc3987_syntax")
    kept = "print(sys.modules['rfc3987_syntax'] is real)"
    assert printed("import rfc3987_syntax as real", PUT_OFF, kept) == ["True"]


def test_what_is_not_installed_is_not_made_up():
    hidden = "sys.modules['rfc3986_validator']"
    assert printed(f"{hidden} = None", PUT_OFF, f"print({hidden})") == ["None"]
