"""Small notebooks with every kind of output and of failure, and what of a run is not its own."""

import itertools
import os
import re
import time
from functools import partial
from pathlib import Path

import psutil
from nbformat import v4, write

from fzlib.publishing import notebooks, processes

# kept in no two runs
PASSING = {"id", "start_time", "end_time", "duration", "output_path", "execution"}
NOISE = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|ipykernel_\d+/\d+|0x[0-9a-f]{6,}")

MARK = "FZ_TEST_MARK"  # in the environment of all that a test starts


def cells(name):
    """The cells of a text file beside this one, each under a line that says what it is for."""
    text = Path(__file__).with_name("cells").joinpath(f"{name}.txt").read_text("utf-8")
    parts = (part.partition("\n") for part in text.split("# %% ")[1:])
    return {what: source.rstrip("\n") for what, _, source in parts}


def book(path, *sources, kernel="python3", parameters="", tags=("parameters",)):
    """A notebook of a title, a parameters cell and these."""
    first = v4.new_code_cell(parameters, metadata={"tags": list(tags)})
    cells = [v4.new_markdown_cell("# 标题"), first, *map(v4.new_code_cell, sources)]
    spec = {"name": kernel, "language": "python", "display_name": "Python 3"}
    write(v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), path)
    return path


def run(path, output, parameters, **options):
    """A notebook run in a process of its own, as `notebooks.run` has it; the executed one."""
    return processes.apart(partial(_run, path, output, parameters, options))


def _run(path, output, parameters, options, step):
    return notebooks.run(path, output, parameters, **options)


def printed(notebook):
    """What the last cell printed, or its result."""
    [output] = notebook.cells[-1].outputs
    return output.text if output.output_type == "stream" else output.data["text/plain"]


def lasting(node):
    """What must be the same of every run: no times, ids, process numbers or addresses.

    A stream that ipykernel's clock happened to cut is one again.
    """
    match node:
        case dict():
            kept = {key: lasting(value) for key, value in node.items() if key not in PASSING}
            if "outputs" in kept:
                kept["outputs"] = list(whole(kept["outputs"]))
            kept.pop("widgets", None)  # their state is only Jupyter's kernel's to keep
            return kept
        case list():
            return [lasting(value) for value in node]
        case str():
            return NOISE.sub("…", node)
    return node


def whole(outputs):
    """Outputs, with what stdout and stderr have between two others put together, each."""
    for streams, group in itertools.groupby(outputs, lambda output: "name" in output):
        pieces = list(group)
        for name in sorted({piece["name"] for piece in pieces}) if streams else ():
            texts = [piece["text"] for piece in pieces if piece["name"] == name]
            yield {"output_type": "stream", "name": name, "text": "".join(texts)}
        if not streams:
            yield from pieces


def marked(mark):
    """Processes whose environment holds the mark, but for this one."""
    bearers = []
    for process in psutil.process_iter():
        try:
            environment = process.environ()
        except psutil.Error:
            continue  # gone meanwhile, or not ours to look at
        if environment.get(MARK) == mark and process.pid != os.getpid():
            bearers.append(process)
    return bearers


def until(true, what=lambda: "it took too long", seconds=120):
    """Wait for something that must come; ``what`` says, if it did not, what is there instead."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what()
        time.sleep(0.02)
