"""Which kernel a notebook gets."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from jupyter_client import kernelspec

from fzlib.publishing import kernels
from fzlib.publishing.kernels import warm


@pytest.fixture
def nothing_starts(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a process was started")

    monkeypatch.setattr(warm, "Warm", refuse)
    monkeypatch.setattr(warm, "_shared", None)


@pytest.fixture(params=["another system", "no fork"])
def no_fork(request, monkeypatch):
    if request.param == "no fork":
        monkeypatch.delattr(os, "fork", raising=False)
    else:
        monkeypatch.setattr(sys, "platform", "win32")


@pytest.fixture
def spec(monkeypatch):
    """The kernelspec that there is, to be changed."""
    spec = kernelspec.KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{file}"])
    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", lambda *_: spec)
    return spec


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is stock: tested below")
def test_lean_is_usual():
    assert [kernels.usable(kind) for kind in (None, *kernels.KINDS)] == ["lean", *kernels.KINDS]


@pytest.mark.usefixtures("no_fork", "nothing_starts", "spec")
@pytest.mark.parametrize("kind", [None, *kernels.KINDS])
def test_where_nothing_can_be_forked_it_is_stock(kind):
    assert kernels.usable(kind) == "stock"
    kernels.start(kind)
    with kernels.settings(kind, "python3") as settings:
        assert settings == {}


@pytest.mark.usefixtures("nothing_starts")
class TestAnotherKernelIsJupytersOwn:
    def settings(self, name="theirs"):
        with kernels.settings("warm", name) as settings:
            return settings

    def test_python3_is_ours_whatever_the_environment_calls_so(self, spec):
        """JUPYTER_PATH may lead to a kernel of that name whose command is anything."""
        spec.argv = ["/bin/sh", "-c", "touch taken"]
        assert self.settings("python3") != {}

    def test_of_another_language(self, spec):
        spec.argv = ["R", "--slave", "-e", "IRkernel::main()"]
        assert self.settings() == {}

    def test_of_another_python(self, spec):
        assert self.settings() != {}
        spec.argv[0] = "/elsewhere/python"
        assert self.settings() == {}

    def test_with_an_environment_of_its_own(self, spec):
        spec.env = {"A": "b"}
        assert self.settings() == {}

    def test_unknown(self):
        with pytest.raises(kernelspec.NoSuchKernel):
            self.settings("nosuch")

    def test_none_named(self):
        assert self.settings(None) == {}


def test_threads_share_one_parent(monkeypatch):
    made = []

    class Parent:
        def __init__(self):
            time.sleep(0.05)  # as long as a process takes to start
            made.append(self)

        def stop(self):
            pass

    monkeypatch.setattr(warm, "Warm", Parent)
    monkeypatch.setattr(warm, "_shared", None)
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: warm.shared(), range(8)))
    assert (len(found), len(made)) == (1, 1)


@pytest.mark.usefixtures("nothing_starts")
def test_stock_starts_nothing():
    kernels.start("stock")
    with kernels.settings("stock", "python3") as settings:
        assert settings == {}
