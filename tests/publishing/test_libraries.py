"""papermill and nbconvert are imported without the grammar that nothing here uses."""

import subprocess
import sys

import pytest

LOADED = "print('lark' in sys.modules, 'rfc3987_syntax' in sys.modules)"


def printed(*lines):
    code = "\n".join(["import sys", *lines])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\n")[:-1]


def test_the_grammar_is_put_off():
    assert printed("from fzlib.publishing import libraries", LOADED) == ["False False"]


def test_an_iri_is_still_checked():
    pytest.importorskip("rfc3987_syntax")
    load = "from jsonschema import Draft202012Validator as Schema"
    check = "print(Schema.FORMAT_CHECKER.conforms({!r}, 'iri'))"
    lines = [load, *(check.format(text) for text in ("https://例え.jp/路径", "no iri ^"))]
    expected = ["True", "False"]
    assert printed(*lines) == expected
    put_off = printed("from fzlib.publishing import libraries", *lines, LOADED)
    assert put_off == [*expected, "True True"]


def test_nothing_is_put_in_the_place_of_what_is_there():
    pytest.importorskip("rfc3987_syntax")
    lines = ["import rfc3987_syntax as real", "from fzlib.publishing import libraries"]
    assert printed(*lines, "print(sys.modules['rfc3987_syntax'] is real)") == ["True"]
