"""The self-test of a module."""

import logging
import unittest
from typing import Any

import slicer

LOGGER = logging.getLogger(__name__)
DEFAULT_DELAY_MSEC = 100


class ScriptedLoadableModuleTest(unittest.TestCase):
    """Base class of self-tests.

    Attributes:
        messageDelay: How long messages are shown, in ms; not there until set.
        moduleTestNames: The methods that `runTest` runs: every callable with "test" in its name.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.moduleTestNames: list[str] = []
        super().__init__(*args, **kwargs)
        super(unittest.TestCase, self).__init__()  # mixins of derived classes
        self.enableScreenshots = False
        self.screenshotScaleFactor = 1.0
        if not self.moduleTestNames:
            self.moduleTestNames = [name for name in dir(self) if "test" in name and callable(getattr(self, name))]

    def delayDisplay(self, message: str, requestedDelay: int | None = None, msec: int | None = None) -> None:
        """Show a message for a while; below 400 ms it is only logged, and waiting events happen."""
        if hasattr(self, "messageDelay"):
            msec = self.messageDelay
        delays = [delay for delay in (msec, requestedDelay, DEFAULT_DELAY_MSEC) if delay is not None]
        slicer.util.delayDisplay(message, delays[0])

    def takeScreenshot(self, name: str, description: str, type: int = -1) -> None:  # noqa: ARG002  Slicer's signature
        """Show the description; screenshots themselves are not kept in the scene by the host."""
        self.delayDisplay(description)

    def runTest(self) -> None:
        """Run every test of the class, with `setUp` before and `tearDown` after each."""
        if not self.moduleTestNames:
            LOGGER.warning("No test is defined in %s", type(self).__name__)
            return
        self.setUpClass()
        for name in self.moduleTestNames:
            self.setUp()
            LOGGER.info("Running %s", name)
            getattr(self, name)()
            self.tearDown()
        self.tearDownClass()
