"""A network that segments the slices that are shown, while one scrolls."""

import time
from collections.abc import Callable

import qt
import vtk
from slicer.i18n import tr as _
from slicer.util import VTKObservationMixin

from medseg.errors import MedSegError
from MedSegModuleLib.inputs import readVolume
from MedSegModuleLib.LiveView import LiveView
from MedSegModuleLib.Section import guarded
from MedSegModuleLib.sliceViews import viewsOf

BUSY_MS = 5
IDLE_MS = 100


class LiveNetwork(VTKObservationMixin):
    """Holds a process with a network, gives it one slice after the other, and lays what comes back over the slice views.

    Views are looked up at each step: a changed layout, another image in a view or a deleted image need no observers. Nothing is
    left after `stop`: neither labels in the views nor a process.
    """

    def __init__(self, parent, start: Callable[[object], object], onState: Callable[[str], None]) -> None:
        """Prepare; no process is started before `show`.

        Args:
            parent: The widget that the timer belongs to.
            start: Starts a live segmenter with these parameters; see `medseg.jobs.live`.
            onState: Told in words what is going on; empty for nothing.
        """
        VTKObservationMixin.__init__(self)
        self._start = start
        self._onState = onState
        self._segmenter = None
        self._parameters = None
        self._input = None
        self._image = None
        self._imageKey = None
        self._volume = None
        self._views = {}
        self._asked = None
        self._timer = qt.QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.connect("timeout()", guarded(self.step))

    @property
    def isOn(self) -> bool:
        """Whether there is a process."""
        return self._segmenter is not None

    def show(self, image, parameters, modelInput) -> None:
        """Segment the slices of an image as they are shown; what goes on already goes on.

        Args:
            image: The volume node.
            parameters: The network and how it is applied.
            modelInput: What the network takes, a `medseg.models.ModelInput`.
        """
        if parameters != self._parameters:
            self.stop()
            self._parameters, self._input = parameters, modelInput
            self._begin()
        if image is not self._image:
            self._closeViews()
            self._image = image
        if self.isOn:
            self._timer.start(0)

    def stop(self) -> None:
        """End the process, and take the labels out of the views."""
        self._timer.stop()
        self._closeViews()
        segmenter, self._segmenter = self._segmenter, None
        self._parameters = self._image = self._asked = self._volume = self._imageKey = None
        if segmenter is not None:
            segmenter.close()
            self._onState("")

    def hold(self) -> None:
        """Take the labels out of the views and rest; the process stays for the next `show`."""
        self._timer.stop()
        self._closeViews()
        self._image = None

    def step(self) -> None:
        """Take what came back, and give the next slice."""
        if not self.isOn or self._image is None:
            return
        if self._image.GetScene() is None:
            self.stop()
            return
        try:
            self._take()
            self._follow()
            self._give()
        except MedSegError as error:
            self._fail(error)
            return
        self._timer.start(BUSY_MS if self._asked is not None else IDLE_MS)

    def _begin(self) -> None:
        try:
            self._segmenter = self._start(self._parameters)
        except MedSegError as error:
            self._fail(error)
        else:
            self._onState(_("Starting the network"))

    def _fail(self, error: MedSegError) -> None:
        """Say why nothing is segmented live, and do not try the same again."""
        parameters = self._parameters
        self.stop()
        self._parameters = parameters
        self._onState(str(error))

    def _take(self) -> None:
        """Show what came back, where its view still is."""
        found = self._segmenter.poll()
        if found is None or self._asked is None:
            return
        name, cut, start = self._asked
        self._asked = None
        self._onState(_("Live, {milliseconds:.0f} ms a slice").format(milliseconds=1000 * (time.perf_counter() - start)))
        if name in self._views:
            self._views[name].show(found.labels, cut, found.colors)

    def _give(self) -> None:
        """Ask for a slice that is shown and was not asked for, one at a time."""
        waiting = [view for view in self._views.values() if view.isWaiting]
        if waiting and self._asked is None:
            cut = waiting[0].ask()
            self._asked = (waiting[0].name, cut, time.perf_counter())
            self._segmenter.submit(cut)
        elif not any(view.cut is not None for view in self._views.values()):
            self._onState(_("Live needs a slice view that shows the image in {plane} slices.").format(plane=self._input.plane))

    def _follow(self) -> None:
        """Look which views there are and what they show."""
        shown = viewsOf(self._image)
        if [name for name, _widget in shown] != list(self._views):
            self._closeViews()
            self._views = {name: LiveView(name, widget, self._input) for name, widget in shown}
            for _name, widget in shown:
                self.addObserver(widget.mrmlSliceNode(), vtk.vtkCommand.ModifiedEvent, self._onScrolled)
        volume = self._readVolume()
        for view in self._views.values():
            view.follow(volume)

    def _readVolume(self):
        """The image, read anew where its voxels or its place have changed."""
        transform = self._image.GetParentTransformNode()
        place = None if transform is None else transform.GetTransformToWorldMTime()
        key = (self._image.GetID(), self._image.GetMTime(), self._image.GetImageData().GetMTime(), place)
        if key != self._imageKey:
            self._volume, self._imageKey = readVolume(self._image), key
            for view in self._views.values():
                view.forget()
        return self._volume

    def _onScrolled(self, _caller, _event) -> None:
        """Look at once when the event loop is next idle."""
        if self.isOn and self._asked is None:
            self._timer.start(0)

    def _closeViews(self) -> None:
        self.removeObservers()
        for view in self._views.values():
            view.close()
        self._views = {}
