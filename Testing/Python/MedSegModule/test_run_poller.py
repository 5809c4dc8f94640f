"""Following work from a timer."""

from pathlib import Path

import pytest

from medseg.errors import CancelledError, InputError

MODULE = Path(__file__).parents[3] / "MedSegModule" / "MedSegModule.py"


class Steps:
    """A run of so many polls, which may fail at the end."""

    def __init__(self, count, error=None):
        self.left, self.error, self.result, self.isCancelled = count, error, None, False

    def poll(self):
        if self.isCancelled:
            raise CancelledError("The work was cancelled.")
        self.left -= 1
        if self.left > 0:
            return True
        if self.error is not None:
            raise self.error
        self.result = "node"
        return False

    def cancel(self):
        self.isCancelled = True


@pytest.fixture
def told():
    return []


@pytest.fixture
def poller(slicer_host, told):
    """A poller without a panel, whose timer lives as long as the test."""
    slicer_host.load_module(MODULE)
    import qt

    from MedSegModuleLib.RunPoller import RunPoller

    parent = qt.QWidget()
    yield RunPoller(
        parent,
        onProgress=lambda: told.append("progress"),
        onStopped=lambda: told.append("stopped"),
        onEnd=lambda run, error: told.append((run.result, error)),
    )
    parent.delete()


def test_a_run_is_followed_to_its_end(poller, told, wait_until):
    poller.start(Steps(3))
    wait_until(lambda: not poller.isRunning)
    assert told == ["progress", "progress", "stopped", ("node", None)]
    assert poller.seconds > 0


def test_what_went_wrong_is_told_once_after_the_lock_is_taken_off(poller, told, wait_until):
    error = InputError("Expected an image, got none.")
    poller.start(Steps(1, error))
    wait_until(lambda: not poller.isRunning)
    assert told == ["stopped", (None, error)]


def test_a_cancel_is_told_at_once(poller, told):
    poller.start(Steps(1000))
    poller.cancel()
    assert not poller.isRunning
    assert told[0] == "stopped"
    assert isinstance(told[1][1], CancelledError)


def test_an_abandoned_run_is_cancelled_and_nobody_is_told(poller, told):
    run = Steps(1000)
    poller.start(run)
    poller.abandon()
    assert run.isCancelled
    assert told == []


def test_an_unforeseen_fault_unlocks_and_is_raised(poller, told):
    poller.start(Steps(1, ZeroDivisionError("unforeseen")))
    with pytest.raises(ZeroDivisionError):
        poller.poll()
    assert told == ["stopped"]
    assert not poller.isRunning


def test_a_run_that_lets_events_through_is_not_polled_inside_itself(poller, told):
    run = Steps(3)
    own = run.poll
    run.poll = lambda: (poller.poll(), own())[1]
    poller.start(run)
    poller.poll()
    assert run.left == 2
    poller.abandon()
