"""One holds a lock; another goes away, or is told and waits."""

import pytest

from fzlib import locks
from fzlib.locks import Held, locked


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(locks, "POLL", 0.001)


def test_its_file_is_there_as_long_as_it_is_held(tmp_path):
    lock = tmp_path / "lock"
    with locked(lock):
        assert lock.exists()
    assert not lock.exists()
    with pytest.raises(KeyError), locked(lock):
        raise KeyError
    assert not lock.exists()


def test_who_does_not_wait_is_told(tmp_path):
    lock = tmp_path / "lock"
    told = []
    with locked(lock):
        with pytest.raises(Held), locked(lock, wait=False, waiting=lambda: told.append(1)):
            raise AssertionError("two have it")
        assert lock.exists()
    assert told == []


def test_who_waits_is_told_once_and_then_has_it(tmp_path):
    lock, told = tmp_path / "lock", []
    first = locked(lock)
    first.__enter__()

    def waiting():
        told.append(lock.exists())
        first.__exit__(None, None, None)

    with locked(lock, waiting=waiting):
        assert lock.exists()
        # what the one before has removed is no lock any more: this one is of a new file
        with pytest.raises(Held), locked(lock, wait=False):
            raise AssertionError("two have it")
    assert told == [True]
    assert not lock.exists()


def test_an_interrupt_ends_the_waiting(tmp_path):
    def stop():
        raise KeyboardInterrupt

    with locked(tmp_path / "lock"):
        with pytest.raises(KeyboardInterrupt), locked(tmp_path / "lock", waiting=stop):
            raise AssertionError("two have it")
        assert (tmp_path / "lock").exists()
