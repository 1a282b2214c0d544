"""A publication ended at every one of its file events: killed, or refused by the system.

Whatever happens, the next command finds the earlier release whole or the new one whole, with what
somebody saved beside the earlier one meanwhile, and nothing else; and a failure that is told as one
has left the earlier one.
"""

import errno
import os
import shutil
import sys

import pytest

from fzlib import disk
from fzlib.publishing import release
from tests import file_events
from tests.file_events import DONE, KILLED, RAISED
from tests.publishing.folders import contents
from tests.publishing.releases import NEW, OLD, beside, fill, staged

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="events are told by /proc"),
]
EARLY = {"批示.txt": b"early", "counties/旁.txt": b"early"}
LATE = {"批示.txt": b"saved late", "附/附.docx": b"late"}
# a person's, in a process that is not ended
SAVE = "cd {}; printf 'saved late' > 批示.txt; mkdir 附; printf late > 附/附.docx; > {}"
WAYS = ["exchanged", "two renames", "the first"]


class Publication:
    """A new release over an earlier one, whose remark is edited at the last moment; or the first.

    ``way``: one of `WAYS`.
    """

    def __init__(self, folder, way, monkeypatch):
        self.out, self.first = folder / "out", way == "the first"
        self.final, self.saved = self.out / "2023-05", folder / "saved"
        change_places = release.change_places

        def late(final):
            if not self.first:
                os.system(SAVE.format(final, self.saved))
            change_places(final)

        monkeypatch.setattr(release, "change_places", late)
        if way == "two renames":
            monkeypatch.setattr(disk, "exchange", lambda one, other: False)

    def run(self, **options):
        """From the start; how it ended."""
        shutil.rmtree(self.out, ignore_errors=True)
        self.saved.unlink(missing_ok=True)
        self.out.mkdir()
        if not self.first:
            fill(self.final, OLD | EARLY)
        return file_events.run(self.publish, self.out, **options)

    def publish(self):
        with staged(self.final) as stage:
            fill(stage, NEW)

    def is_whole(self):
        """Whether there is a whole release, whatever lies beside its own files."""
        return self.outputs() in (OLD, NEW)

    def outputs(self):
        files = contents(self.final)
        return files and {name: files[name] for name in files if name in OLD | NEW}

    def check_settled(self, ran, *, new=None):
        """Once the next command has begun. ``new``: whether it has to be the new one."""
        here, kept = contents(self.final), EARLY | (LATE if self.saved.exists() else {})
        whole = [NEW, None] if self.first else [NEW | kept, OLD | kept]
        if new is not None:
            whole = whole[:1] if new else whole[1:]
        assert here in whole, ran
        assert set(beside(self.final)) <= {"2023-05"}, ran


@pytest.fixture(params=WAYS)
def publication(tmp_path, monkeypatch, request):
    return Publication(tmp_path, request.param, monkeypatch)


def test_killed_at_every_event(publication, request):
    never_gone = request.node.callspec.params["publication"] == "exchanged"
    events = publication.run()
    assert events.ended == DONE
    publication.check_settled(events, new=True)
    count = len(events.events)
    for at in range(1, count + 1):
        killed = publication.run(at=at)
        assert (killed.ended, killed.events) == (KILLED, events.events[: at - 1])
        if never_gone:
            assert publication.is_whole(), killed
        release.recover(publication.out)
        publication.check_settled(killed)
    assert count > (15 if publication.first else 40)


def test_and_so_is_the_run_that_puts_it_right(tmp_path, monkeypatch):
    """Killed just after the exchange, and then at every event of the recovery."""
    publication = Publication(tmp_path, "exchanged", monkeypatch)
    names = [name for name, _ in publication.run().events]
    exchanged = names.index("fzlib.exchange") + 2

    def recover():
        release.recover(publication.out)

    at, ended = 0, KILLED
    while ended == KILLED:
        at += 1
        killed = publication.run(at=exchanged)
        ended = file_events.run(recover, publication.out, at=at).ended
        assert publication.is_whole()
        recover()
        publication.check_settled(killed, new=True)
    assert at > 15


REFUSALS = [(number, False) for number in (errno.ENOSPC, errno.EIO, errno.EACCES)]


@pytest.mark.parametrize(("error", "lasting"), [*REFUSALS, (errno.ENOSPC, True)])
def test_refused_at_every_event(publication, error, lasting, request):
    never_gone = request.node.callspec.params["publication"] == "exchanged"
    for at in range(1, len(publication.run().events) + 1):
        ran = publication.run(at=at, error=error, lasting=lasting)
        if never_gone:
            assert publication.is_whole(), ran
        told_as_published = ran.ended == DONE or ran.error.startswith("Unsettled")
        # before the next command may change what was told
        if never_gone or not lasting:
            stands = publication.outputs()
            assert stands == (NEW if told_as_published else None if publication.first else OLD)
        assert ran.ended in (DONE, RAISED)
        release.recover(publication.out)
        publication.check_settled(ran, new=told_as_published)
