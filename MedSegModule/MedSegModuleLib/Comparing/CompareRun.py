"""A comparison, from the click to the last plot."""

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import CancelledError, MedSegError
from medseg.records import Evaluation, MethodOutcome, OutcomeStatus, Plot
from MedSegModuleLib.Comparing import compareWork
from MedSegModuleLib.Comparing.CompareMethod import CompareMethod
from MedSegModuleLib.Comparing.CompareOrder import CompareOrder
from MedSegModuleLib.Comparing.ComparisonPlacer import ComparisonPlacer

SCORE_SHARE = 0.15  # of a method's part of the progress
PLOTS_PART = 0.5  # of what a method counts

Steps = Generator[None, None, Any]


class CompareRun:
    """Runs methods one after the other, each in a process of its own; what is done stands in the scene at once, and stays.

    Poll it from a timer, as `Run`.

    Attributes:
        fraction: Done so far, 0 to 1.
        message: Which method runs, and what it does.
        secondsLeft: Estimate of the time left for this method; None where unknown.
        result: The table node; None until all is done.
        isCancelled: Whether it was stopped.
        outcomes: What came of the methods that have ended.
    """

    def __init__(self, order: CompareOrder, placer: ComparisonPlacer, threads: int | None) -> None:
        """Begin nothing yet.

        Args:
            order: What is to be compared.
            placer: Puts it into the scene.
            threads: How many threads each method may use; None for all.
        """
        self.order = order
        self.fraction = 0.0
        self.message = ""
        self.secondsLeft: float | None = None
        self.result: Any = None
        self.isCancelled = False
        self.outcomes: list[MethodOutcome] = []
        self._placer = placer
        self._threads = threads
        self._work: Any = None
        self._logs: list[str] = []
        self._plotted: list[Any] = []
        self._whole = len(order.methods) + (PLOTS_PART if order.plots else 0.0)
        self._steps = self._go()

    @property
    def table(self) -> Any:
        """The table node; None as long as no method has ended."""
        return self._placer.table

    def poll(self) -> bool:
        """Go on for a moment; True while there is more to do.

        Raises:
            MedSegError: The comparison cannot go on; a method that fails is no such reason, and stands in the table.
            CancelledError: It was cancelled.
        """
        if self.isCancelled:
            raise CancelledError(_("The comparison was cancelled."))
        if self.result is not None:
            return False
        try:
            next(self._steps)
        except StopIteration:
            self.fraction, self.message, self.secondsLeft = 1.0, "", None
            self.result = self.table
        return self.result is None

    def cancel(self) -> None:
        """End what runs. The methods that are done stay in the scene."""
        if self.result is None:
            self.isCancelled = True
            if self._work is not None:
                self._work.cancel()

    def log(self) -> str:
        """What the processes wrote to their logs."""
        return "\n".join(filter(None, self._logs))

    def _go(self) -> Steps:
        for number, method in enumerate(self.order.methods):
            self._placer.requireNodes()
            outcome, run = yield from self._one(number, method)
            self._placer.requireNodes()
            self.outcomes.append(outcome)
            self._placer.place(number, method, self.outcomes, run)
            if run is not None:
                self._plotted.append(compareWork.plotted(outcome.method, method, run, self.order))
            yield
        if self.order.plots and self._plotted:
            self._placer.placePlots((yield from self._plots()))

    def _one(self, number: int, method: CompareMethod) -> Generator[None, None, tuple[MethodOutcome, Any]]:
        """Run and score a method. What goes wrong is told in its outcome."""
        name = _("Method {number} of {count}, {label}").format(
            number=number + 1, count=len(self.order.methods), label=method.label
        )
        outcome = MethodOutcome(method=method.label, spec=method.spec, status=OutcomeStatus.DONE)
        part, run = (number, number + 1 - SCORE_SHARE), None
        try:
            run = yield from self._follow(compareWork.startMethod(method, self.order, self._threads), name, part)
            outcome = compareWork.measured(outcome, run)
            scoring = compareWork.startScoring(run, self.order, self._threads)
            scores: Evaluation = yield from self._follow(scoring, name, (part[1], number + 1))
            return replace(outcome, evaluation=scores), run
        except CancelledError:
            raise
        except MedSegError as error:
            from medseg.pipeline.without_result import without_result

            return without_result(outcome, error), run

    def _plots(self) -> Generator[None, None, tuple[Plot, ...]]:
        count = len(self.order.methods)
        work = compareWork.startPlots(self._plotted, self.order, self._threads)
        return (yield from self._follow(work, _("Measuring the plots"), (count, count + PLOTS_PART)))

    def _follow(self, work: Any, name: str, part: tuple[float, float]) -> Steps:
        """Poll work until it has ended, and take over how far it is; gives its result."""
        self._work, goesOn = work, True
        while goesOn:
            goesOn = work.poll()
            low, high = (end / self._whole for end in part)
            self.fraction = low + (high - low) * work.fraction
            self.message = f"{name}: {work.message}" if work.message else name
            self.secondsLeft = work.secondsLeft
            yield
        self._work = None
        try:
            return work.result()
        finally:
            self._logs.append(work.log())
