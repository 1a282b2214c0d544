"""No network: a report is the same bytes on a machine that has none, and connects to nobody."""

import re
import shutil
import socket
import subprocess
import sys

import pytest

import fzlib as fz
from tests.publishing.folders import GOLDEN, ROOT, command, environment, outputs

PERIOD = "2023-05"
ALONE = ("unshare", "--map-root-user", "--net")  # a namespace without any interface that is up
TRACE = ("strace", "-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o")
INTERNET = re.compile(r"socket\(AF_INET|sa_family=AF_INET")  # what the kernel tells of is neither
CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
# urllib3, which papermill imports, looks so whether the machine knows IPv6: it listens to nobody
IPV6_LOOK = ("::1", 0)

# --- as a library -----------------------------------------------------------------------------

ASKS = {
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "subprocess.Popen",
    "os.system", "os.posix_spawn",
}  # fmt: skip


class Watch:
    """What this process asks of others; an audit hook stays for good, so that there is one."""

    def __init__(self):
        self.asked = None
        sys.addaudithook(self.hear)

    def hear(self, event, arguments):
        if self.asked is not None and event in ASKS:
            self.asked.append((event, arguments))


@pytest.fixture(scope="module")
def watch():
    return Watch()


@pytest.fixture
def asked(watch):
    watch.asked = []
    yield watch.asked
    watch.asked = None


def test_who_asks_is_heard(asked):
    socket.getaddrinfo("127.0.0.1", 9, flags=socket.AI_NUMERICHOST)
    with socket.socket() as one:
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", 9))  # whether anybody is there or not
    assert [event for event, _ in asked] == ["socket.getaddrinfo", "socket.connect"]


def test_loading_scoring_and_saving_ask_nobody(asked, tmp_path):
    inputs = fz.load(GOLDEN / "data", PERIOD)
    card = fz.score(inputs)
    fz.explain(card, "福清市")
    fz.what_if(card, {"福清市": {"va_growth.month": "+1.0"}})
    fz.save(card, tmp_path)
    fz.load_goals(ROOT / "data/fuzhou", PERIOD)
    assert asked == []


# --- a report ---------------------------------------------------------------------------------


def able(words):
    """Whether this system has the program, and lets us use it."""
    tried = shutil.which(words[0]) and subprocess.run(
        [*words, "true"], capture_output=True, check=False, timeout=60
    )
    return bool(tried) and tried.returncode == 0


def report(out, before=()):
    """May's report of the golden city, by a process of its own."""
    words = command("report", PERIOD, "--data", GOLDEN / "data", "--out", out)
    subprocess.run(
        [*map(str, before), *words],
        cwd=ROOT, env=environment(), capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    return outputs(out)


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    """The report as anybody makes it, and its network calls where they can be traced."""
    folder = tmp_path_factory.mktemp("traced")
    traceable = able([*TRACE, folder / "try"])
    made = report(folder / "out", [*TRACE, folder / "calls"] if traceable else [])
    return made, (folder / "calls").read_text() if traceable else None


@pytest.mark.slow
def test_a_report_is_the_same_bytes_without_a_network(traced, tmp_path):
    if not able(ALONE):
        pytest.skip("no network namespaces here (unshare), or none for this user")
    seen = subprocess.run(
        [*ALONE, sys.executable, "-c", REACH], capture_output=True, check=True, timeout=60
    )
    assert seen.stdout == b"unreachable"  # even this machine itself
    made, _ = traced
    assert len(made) > 4
    assert report(tmp_path / "out", ALONE) == made


REACH = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
except OSError as error:
    print("unreachable" if "unreachable" in str(error) else error, end="")
"""


@pytest.mark.slow
def test_a_report_connects_to_nobody(traced):
    """Only to processes of its own, by sockets that are files (AF_UNIX)."""
    _, calls = traced
    if calls is None:
        pytest.skip("no strace here, or none that may trace")
    lines = [line for line in calls.splitlines() if INTERNET.search(line)]
    outside = [match for line in lines if (match := CALL.match(line))]
    assert len(outside) == len(lines)
    assert "AF_UNIX" in calls  # the trace has what there was
    assert {match[1] for match in outside} <= {"socket", "bind"}
    bound = [match[2] for match in outside if match[1] == "bind"]
    address, port = IPV6_LOOK
    assert [one for one in bound if f'"{address}"' not in one or f"htons({port})" not in one] == []
    assert len(outside) <= 2 * len(bound) <= 2
