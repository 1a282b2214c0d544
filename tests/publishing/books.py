"""Small notebooks with every kind of output and of failure, and what of a run is not its own."""

import itertools
import re
from functools import partial
from pathlib import Path

from nbformat import v4, write

from fzlib.publishing import notebooks, processes

# kept in no two runs
PASSING = {"id", "start_time", "end_time", "duration", "output_path", "execution"}
NOISE = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|ipykernel_\d+/\d+|0x[0-9a-f]{6,}")


def cells(name):
    """The cells of a text file beside this one, each under a line that says what it is for."""
    text = Path(__file__).with_name("cells").joinpath(f"{name}.txt").read_text("utf-8")
    parts = (part.partition("\n") for part in text.split("# %% ")[1:])
    return {what: source.rstrip("\n") for what, _, source in parts}


def book(path, *sources, kernel="python3"):
    """A notebook of an empty parameters cell and these."""
    cells = [v4.new_code_cell("", metadata={"tags": ["parameters"]})]
    cells += [v4.new_code_cell(source) for source in sources]
    spec = {"name": kernel, "language": "python", "display_name": "Python 3"}
    write(v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), path)
    return path


def run(path, output, parameters, **options):
    """A notebook run in a process of its own, as `notebooks.run` has it; the executed one."""
    return processes.apart(partial(_run, path, output, parameters, options))


def _run(path, output, parameters, options, step):
    return notebooks.run(path, output, parameters, **options)


def said(notebook):
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
    for streams, group in itertools.groupby(outputs, lambda one: "name" in one):
        pieces = list(group)
        for name in sorted({piece["name"] for piece in pieces}) if streams else ():
            texts = [piece["text"] for piece in pieces if piece["name"] == name]
            yield {"output_type": "stream", "name": name, "text": "".join(texts)}
        if not streams:
            yield from pieces
