"""Does this checkout give, byte for byte, what an earlier checkout gives? Run by hand:

    .venv/bin/python tests/same_outputs.py EARLIER [--only PART…] [--quick] [--kept FOLDER]

EARLIER is a checkout with a ``.venv`` of its own. Three parts are compared:

outputs    every file of every month, quarter and year of both data folders, with county sheets;
           ``--quick`` makes four of these reports here
terminal   stdout, stderr, exit code and the files written, of every command (``TERMINAL`` below)
corpus     what ``fz check``, ``fz score`` and ``fz import`` say of every data folder and every
           bureau's workbook that the earlier checkout's own tests make

What the earlier checkout gave stays in FOLDER, by default one in the temporary folder, and so does
what this checkout gave last (``new``): compare the two by hand where one line does not explain it.
Two environment variables bring more files: FZLIB_CASES (data folders and files as they came) and
FZLIB_REAL_FILES (the bureau's workbooks, named by their period). They are copied into FOLDER when
it is filled and belong to it from then on.

Each file that differs is named with its first differing line; the exit code is 1. The code in
notebooks' cells is told apart from what they show ("cell sources"): ``--sources-may-differ`` lists
those without failing. What may always differ stands in ``EXEMPT`` and ``lines``, with its reason.
To add a command, append it to TERMINAL and delete ``FOLDER/terminal``.
"""

import argparse
import contextlib
import hashlib
import io
import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("outputs", "terminal", "corpus")
ALL = ["report all --data data/fuzhou --data data/shaoyang --counties --force --out out"]
BOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
QUICK = [
    "report 2023-05 2023-Q2 2023 --data data/fuzhou --counties --force --out out/fuzhou",
    "report 2025-07 --data data/shaoyang --counties --force --out out/shaoyang",
]
COMMANDS = ("report", "score", "check", "status", "verify", "import", "template", "init")
EVERY = "\n".join(f"{name}{more}" for name in COMMANDS for more in ("", " --help", " --nonsense"))
SHAOYANG = "--data data/shaoyang"
BUREAU = "import {} --period 2025-03 --data city --layout bureau/layout.toml"

# One after the other in a folder with copies of data/fuzhou and data/shaoyang, and with
# other.toml (fuzhou's rule book read otherwise), broken.csv, broken.xlsx and broken/ (spoilt data)
TERMINAL = f"""
(nothing)
--help
--version
--nonsense
nonsense
{EVERY}
score 2023-02
score 2023-05
score 2023-12
score 2023-05 --csv
score 2023-05 --csv --rules other.toml
score 2023-05 --rules other.toml
score 2023-05 --set floor=none --set steps=whole
score 2023-05 --set floor=nonsense
score 2023-05 --set nonsense=1
score 2023-05 --set floor
score 2025-07 {SHAOYANG}
score 2025-02 {SHAOYANG} --csv
score 2023-Q2
score 2023
score 2023-13
score 2023-01
score 2022-05
score 2023-05 --data nowhere
score 2023-05 --data broken
score 2023-05 --rules nowhere.toml
score 2023-05 --rules broken.csv
check all
check all --json
check all {SHAOYANG}
check all --json {SHAOYANG}
check 2023-05 2023-06
check 2023-05 --rules other.toml
check 2023-Q2
check 2022-05
check nonsense
check data/fuzhou/monthly/2023-05.csv
check data/fuzhou/expected/2023.csv
check data/fuzhou/rules/2023.toml
check data/fuzhou/regions.csv
check data/fuzhou/dataset.toml
check data/shaoyang/layout.toml
check nowhere/2023-05.csv
check broken.csv
check broken.xlsx --json
check downloads/2023-05.csv
check downloads/2023-05.csv --data data/fuzhou
check downloads/2023-05.csv --data data/fuzhou --json
check downloads/2023-05.csv --data data/fuzhou --annotate marked.xlsx
check 2023-05 --data broken
check 2023-05 --data broken --json
check 2023-05 --data broken --annotate broken-marked.xlsx
check all --data broken --rules other.toml
template 2023-06
template 2023-06
template 2024 -o 2024.xlsx
template 2025-08 {SHAOYANG} -o forms/2025-08.xlsx
template 2023 --rules other.toml -o other.xlsx
template 2023-Q2
template 2023-06 -o form.csv
init new --year 2026
init new --year 2026
init 邵阳 --city 邵阳市 --province 湖南省 --counties 双清区,大祥区,北塔区 --year 2025
init half --city 邵阳市
init half --year nonsense
status --data new
check all --data new
{BUREAU.format("bureau/2025年.xlsx")} --dry-run
{BUREAU.format("bureau/2025年.xlsx")}
{BUREAU.format("bureau/2025年.xlsx")} --replace
{BUREAU.format("nowhere.xlsx")}
{BUREAU.format("broken.csv")}
import broken.xlsx --period 2025-03 {SHAOYANG}
import broken.xlsx --period 2025-Q1 {SHAOYANG}
check all --data city
status
report 2023-05 --out out
report 2023-05 --out out
report 2023-06 --county 福清市 --county 长乐区 --out out
report 2023-05 --county 长乐市 --out out
report 2023-05 --county nonsense --out out
report 2023-Q2 2023-04 --out out
report 2023-05 --rules other.toml --out other
report 2025-07 {SHAOYANG} --counties --out shaoyang
report 2025-07 {SHAOYANG} --counties --out shaoyang
report 2023-05 --data broken --out out
report 2023-05 --jobs nonsense
report 2022-05 --out out
status --out out
status {SHAOYANG} --out shaoyang
verify 2023-05 --out out
verify 2023-06 2022-05 --out out
verify 2023-05 --rules other.toml --out other
verify 2023-05 --out other
verify 2023-07 --out out
verify all --out nowhere
"""

EXEMPT = {  # in what is printed: pattern → in its place
    r"(?m)^  --kernel .*\n": "",  # one process model instead of three: its help is written anew
    r'\n *"kind": "[^"]*",|,\n *"kind": "[^"]*"(?=\n)': "",  # a new key of --json
    r"\d+\.\d 秒": "… 秒",  # how long a report took
}
NOT_IN_MANIFEST = ("code", "versions", "run")  # what made it, and when


def main() -> int:
    """Fill what the folder lacks, run this checkout, compare."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("earlier", type=Path)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sources-may-differ", action="store_true")
    given = parser.parse_args()
    earlier = given.earlier.resolve()
    head = ["git", "-C", str(earlier), "rev-parse", "HEAD"]
    commit = subprocess.run(head, capture_output=True, text=True, check=True).stdout.strip()
    kept = (given.kept or Path(tempfile.gettempdir()) / f"same-outputs-{commit[:12]}").resolve()
    kept.mkdir(parents=True, exist_ok=True)
    mark = kept / "commit.txt"
    if mark.exists() and mark.read_text() != commit:
        sys.exit(f"{kept} holds what {mark.read_text()} gave, not {commit}")
    mark.write_text(commit)
    if not (kept / "made").exists():
        in_one_piece(kept / "made", lambda folder: call(earlier, "--make", folder, cwd=earlier))
    fails = False
    for part in given.only:
        if not (kept / part).exists():
            in_one_piece(kept / part, lambda to, part=part: run(earlier, part, kept, to))
        with tempfile.TemporaryDirectory(dir=kept) as temporary:
            new = Path(temporary) / part
            run(ROOT, part, kept, new, quick=given.quick)
            some = given.quick and part == "outputs"
            differences = compare(kept / part, new, only_new=some)
            for kind, name, line in differences:
                print(f"{part}, {kind}: {name}\n    {line}")
                fails = fails or kind == "contents" or not given.sources_may_differ
            last = kept / "new" / ROOT.name / part
            shutil.rmtree(last, ignore_errors=True)
            shutil.copytree(new, last)
        print(f"{part}: {len(differences)} differences", flush=True)
    return int(fails)


def in_one_piece(folder: Path, fill) -> None:
    """A folder that is there is complete, even where several runs begin at once."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        half = Path(temporary) / folder.name
        fill(half)
        if not folder.exists():
            half.rename(folder)


def call(checkout: Path, *arguments: object, cwd: Path) -> None:
    """This script, run by the checkout's own Python."""
    environment = {name: value for name, value in os.environ.items() if name != "FZ_DATA"}
    environment |= {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
    python = [checkout / ".venv/bin/python", "-P", Path(__file__).resolve()]
    subprocess.run([*python, *map(str, arguments)], cwd=cwd, env=environment, check=True)


# ------------------------------------------------------------ running one of the two versions


def run(checkout: Path, part: str, kept: Path, results: Path, *, quick: bool = False) -> None:
    """What a checkout gives for a part, as a folder of files."""
    results.mkdir()
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary).resolve()
        tasks = here / "tasks.json"
        if part == "corpus":
            tasks.write_text(json.dumps(corpus_tasks(kept / "made")))
            call(checkout, "--play", tasks, results, checkout, cwd=kept / "made")
            return
        shutil.copytree(checkout / "data", here / "data")
        if part == "terminal":
            furnish(here, kept / "made")
            commands = [*TERMINAL.strip().replace("(nothing)", "").split("\n"), *real(here)]
        else:
            commands = QUICK if quick else ALL
        plays = [(f"{n:03}.txt", [shlex.split(t)]) for n, t in enumerate(commands)]
        tasks.write_text(json.dumps(plays))
        printed = results / "printed" if part == "terminal" else here / "printed"
        call(checkout, "--play", tasks, printed, checkout, cwd=here)
        inputs = ("data", "made", "tasks.json", "printed")
        shutil.copytree(here, results / "files", ignore=shutil.ignore_patterns(*inputs))


def furnish(here: Path, made: Path) -> None:
    """The files that TERMINAL's commands are about."""
    (here / "made").symlink_to(made)
    rules = (here / "data/fuzhou/rules/2023.toml").read_text("utf-8")
    (here / "other.toml").write_text(rules.replace('floor = "zero"', 'floor = "none"'), "utf-8")
    month = (here / "data/fuzhou/monthly/2023-05.csv").read_text("utf-8-sig")
    spoilt = month.replace("福清市", "福清巿").replace("1", "１2,3x", 3) + "\n合计,1\n"
    for name in ("broken", "city"):
        source = here / "data" / ("fuzhou" if name == "broken" else "shaoyang")
        shutil.copytree(source, here / name, ignore=shutil.ignore_patterns("enterprises"))
    book = min((made / "bureau").glob("*/2025年.xlsx"))
    shutil.copytree(book.parent, here / "bureau")
    (here / "downloads").mkdir()
    for path in ("broken/monthly/2023-05.csv", "downloads/2023-05.csv", "broken.csv"):
        (here / path).write_text(spoilt, "utf-8")
    (here / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    for path in (here / "city/monthly").iterdir():
        path.unlink()


def real(here: Path) -> list[str]:
    """Imports of the bureau's own workbooks, where there are any."""
    lines = []
    for path in sorted((here / "made/real").glob("*.xlsx")):
        command = f"import made/real/{path.name} --period {path.stem} {SHAOYANG}"
        lines += [f"{command} --dry-run", command, f"{command} --replace"]
    return lines


def corpus_tasks(made: Path) -> list[tuple[str, list[list[str]]]]:
    """The commands for each data folder and workbook that was made, below the name of each."""
    tasks = []
    marks = itertools.chain(made.rglob("dataset.toml"), made.rglob("regions.csv"))
    for folder in sorted({path.parent.relative_to(made) for path in marks}):
        of = ["all", "--data", str(folder)]
        month = ["score", "2023-05", "--csv", "--data", str(folder)]
        tasks.append((f"{folder}.txt", [["check", *of], ["check", *of, "--json"], month]))
    for layout in sorted(path.relative_to(made) for path in made.rglob("*/layout.toml")):
        folder = layout.parent
        period = made / folder / "period"
        month = period.read_text() if period.exists() else "2025-03"
        cities = [folder, folder.parent / "_city", Path("city")]
        city = next(path for path in cities if (made / path / "dataset.toml").exists())
        more = ["--layout", str(layout), "--period", month, "--data", str(city), "--dry-run"]
        near = folder.parent if city == folder else folder  # the workbook lies beside a city
        for path in sorted((made / near).iterdir()):
            if path.suffix in BOOKS and path.is_file():
                file = str(near / path.name)
                tasks.append((f"{folder}/{path.name}.txt", [["import", file, *more]]))
    for city in sorted(path.relative_to(made) for path in made.rglob("_city")):
        for path in sorted((made / city.parent).rglob("2025-03.*")):
            file = str(path.relative_to(made))
            tasks.append((f"{file}.txt", [["check", file, "--data", str(city)]]))
    return tasks


def play(tasks: Path, results: Path, checkout: Path) -> None:
    """Run ``fz`` in this process for each task; what makes or verifies reports, in its own."""
    from fzlib.cli import program

    for name, commands in json.loads(tasks.read_text()):
        texts = []
        for arguments in commands:
            out, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
            code: object = 0
            if arguments[:1] in (["report"], ["verify"]):
                line = [sys.executable, "-m", "fzlib", *arguments]
                done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
                code = done.returncode
                out.write(done.stdout)
                errors.write(done.stderr)
            else:
                sys.argv = ["fz", *arguments]
                with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
                    try:
                        program()
                    except SystemExit as end:
                        code = end.code
            texts.append(f"$ fz {shlex.join(arguments)}\nexit code {code}\n")
            for stream in (out, errors):
                stream.flush()
                texts.append(f"--\n{stream.buffer.getvalue().decode()}\n")
        text = "".join(texts).replace(str(checkout), "CHECKOUT").replace(str(Path.cwd()), "HERE")
        (results / name).parent.mkdir(parents=True, exist_ok=True)
        (results / name).write_text(text, "utf-8")


# ------------------------------------------------------------ what the earlier tests make


TESTS = ("tests/intake", "tests/cli", "tests/publishing/test_importing.py")


def make(folder: Path) -> None:
    """Run the earlier checkout's tests of the intake; what they wrote for themselves stays."""
    import pytest

    sys.dont_write_bytecode = True
    sys.path.insert(0, str(Path.cwd()))
    try:
        from tests.intake.bureau import workbooks
    except ImportError:  # until it was a folder
        from tests.intake import bureau as workbooks

    folder.mkdir()
    numbers = itertools.count()
    original = workbooks.read

    def read(
        content, layout=workbooks.LAYOUT, period="2025-03", *more, label="2025年.xlsx", **named
    ):
        place = folder / "bureau" / f"{next(numbers):04}"
        place.mkdir(parents=True)
        (place / Path(label).name).write_bytes(content)
        (place / "layout.toml").write_text(toml(layout), "utf-8")
        (place / "period").write_text(period)
        return original(content, layout, period, *more, label=label, **named)

    workbooks.read = read
    tests = [name for name in TESTS if Path(name).exists()]
    keep = [f"--basetemp={folder / 'tests'}", "-o", "tmp_path_retention_policy=all"]
    if pytest.main(["-q", "-p", "no:cacheprovider", *tests, *keep]):
        sys.exit("the earlier checkout's tests fail; what they made is not complete")
    for link in [path for path in folder.rglob("*") if path.is_symlink()]:
        link.unlink()
    shutil.copytree("data/shaoyang", folder / "city", ignore=shutil.ignore_patterns("monthly"))
    shutil.copytree("tests/cases/intake", folder / "cases")
    for variable, name in (("FZLIB_CASES", "given"), ("FZLIB_REAL_FILES", "real")):
        if os.environ.get(variable):
            shutil.copytree(os.environ[variable], folder / name)


def toml(layout: dict) -> str:
    """A layout as a file."""

    def value(of) -> str:
        if isinstance(of, dict):
            return "{" + ", ".join(f"{json.dumps(k)} = {value(v)}" for k, v in of.items()) + "}"
        if isinstance(of, list | tuple):
            return f"[{', '.join(map(value, of))}]"
        return json.dumps(of, ensure_ascii=False, default=str)

    return "".join(f"{json.dumps(key)} = {value(of)}\n" for key, of in layout.items())


# ------------------------------------------------------------ comparing


def compare(before: Path, after: Path, *, only_new: bool) -> list[tuple[str, str, str]]:
    """Kind, name and first differing line of every file that differs."""
    names, new = ({p.relative_to(f) for p in f.rglob("*") if p.is_file()} for f in (before, after))
    if only_new:
        reports = {name.parent for name in new if name.name == "manifest.json"}
        names = {name for name in names if reports & {*name.parents}}
    differences = []
    for name in sorted(names | new):
        if name not in names or name not in new:
            only = "earlier" if name in names else "new"
            differences.append(("contents", str(name), f"only in the {only} one"))
            continue
        if (before / name).read_bytes() == (after / name).read_bytes():
            continue
        old, present = lines(before / name), lines(after / name)
        ran = old["contents"][0].removeprefix("$") if name.suffix == ".txt" else ""
        differences += [
            (kind, f"{name}{ran}", first(old[kind], present[kind]))
            for kind in old
            if old[kind] != present[kind]
        ]
    return differences


def lines(path: Path) -> dict[str, list[str]]:
    """A file's lines without what is exempt; what depends on the code in notebooks, apart."""
    content = path.read_bytes()
    sources: list[str] = []
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            shown = [f"part {name}\n{book.read(name)}" for name in sorted(book.namelist())]
        shown.append(f"the whole workbook {hashlib.sha256(content).hexdigest()}")
        return {"contents": "\n".join(shown).split("\n"), "cell sources": sources}
    text = content.decode(errors="backslashreplace")
    if path.suffix == ".ipynb":
        notebook = json.loads(text)
        sources = [json.dumps(cell.pop("source"), ensure_ascii=False) for cell in notebook["cells"]]
        text = json.dumps(notebook, ensure_ascii=False, indent=1)
    elif path.name == "manifest.json":
        manifest = {k: v for k, v in json.loads(text).items() if k not in NOT_IN_MANIFEST}
        digests = [manifest.pop("notebook", None), manifest.pop("notebooks", None)]
        digests.append(manifest.get("counties", {}).get("basis", {}).pop("notebook", None))
        sources = [f"digests of notebooks {digests}"]
        for name in manifest["outputs"]:
            if name.endswith(".ipynb"):
                manifest["outputs"][name] = "of the notebook with its code; it is compared itself"
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
    elif path.suffix == ".txt":
        for pattern, instead in EXEMPT.items():
            text = re.sub(pattern, instead, text)
    return {"contents": text.split("\n"), "cell sources": sources}


def first(before: list[str], after: list[str]) -> str:
    """The first line that differs, from a little before the difference, in both."""
    pairs = itertools.zip_longest(before, after, fillvalue="(no line)")
    number, (old, new) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    same = itertools.takewhile(lambda signs: signs[0] == signs[1], zip(old, new, strict=False))
    column = max(sum(1 for _ in same) - 60, 0)
    return f"line {number}: {old[column : column + 200]}\n    now: {new[column : column + 200]}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--play"]:
        play(*map(Path, sys.argv[2:]))
    else:
        sys.exit(main())
