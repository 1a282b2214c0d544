"""Report folders, earlier and new, as the tests lay them down."""

import json

from fzlib.publishing.manifests import MANIFEST


def listing(*outputs):
    """A manifest of ours."""
    content = {"period": "2023-05", "outputs": dict.fromkeys(outputs)}
    return {MANIFEST: json.dumps(content).encode()}


OLD = {"a.csv": b"old", "counties/b.html": b"old", **listing("a.csv", "counties/b.html")}
NEW = {"a.csv": b"new", "c.csv": b"new", **listing("a.csv", "c.csv")}


def fill(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def beside(final):
    """What lies in the folder of the reports."""
    return sorted(path.name for path in final.parent.iterdir())
