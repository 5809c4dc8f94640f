"""What MedSeg remembers on this computer."""

import os
from pathlib import Path

import slicer
from slicer.i18n import tr as _

from medseg.errors import MedSegError
from MedSegModuleLib.CacheFolder import CacheFolder
from MedSegModuleLib.devices import AUTOMATIC, devices
from MedSegModuleLib.greying import greyEntry
from MedSegModuleLib.NetworkPackages import NetworkPackages
from MedSegModuleLib.Notes import showText
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.Section import Section
from MedSegModuleLib.words import sizeWords

LOG_LINES = 6


class SettingsSection(Section):
    """Threads, device, cache, and the log of the last job."""

    uiName = "Settings"

    def setup(self) -> None:
        """Show the preferences and connect the widgets."""
        self._preferences = Preferences()
        self._preferences.useCacheFolder()
        self._packages = NetworkPackages()
        self._setUpDevice()
        self._setUpThreads()
        self._setUpCache()
        self._setUpLog()
        self.connect(self.ui.settingsSectionButton, "contentsCollapsed(bool)", self._showCacheSize)

    def refresh(self) -> None:
        """Nothing here depends on the scene."""

    def enter(self) -> None:
        """Packages may have come or gone meanwhile."""
        super().enter()
        self._showOpenVino()

    def onDeviceChosen(self, index: int) -> None:
        """Remember what networks run on."""
        self._preferences.device = self.ui.deviceSelector.itemData(index)

    def onInstallOpenVino(self) -> None:
        """Bring OpenVINO, after asking."""
        self._packages.ensureOpenVino()
        self._showOpenVino()

    def onThreadsChanged(self, count: int) -> None:
        """Remember how many threads long work may use."""
        self._preferences.threads = count or None

    def onCacheFolderChanged(self, folder: str) -> None:
        """Keep downloads somewhere else from now on; an empty path is the platform's own place."""
        self._preferences.cacheFolder = Path(folder) if folder else None
        self._showCacheSize()

    def onClearCache(self) -> None:
        """Delete what can be downloaded again."""
        size = sizeWords(self._cache().byteCount())
        if slicer.util.confirmOkCancelDisplay(_("Delete {size} of downloads?").format(size=size), windowTitle=_("MedSeg")):
            try:
                self._cache().clear()
            except MedSegError as error:
                self.panel.showError(error)
        self._showCacheSize()

    def onCopyLog(self) -> None:
        """Put the log where it can be pasted."""
        slicer.app.clipboard().setText(self.ui.logText.plainText)

    def showLog(self, text: str) -> None:
        """Show what is told of the last work; called by the section that ran it."""
        self.ui.logText.plainText = text
        self.ui.copyLogButton.enabled = bool(text)

    def _setUpDevice(self) -> None:
        for device in devices():
            text = device.title if device.problem is None else f"{device.title} ({device.problem})"
            self.ui.deviceSelector.addItem(text, device.name)
            if device.problem is not None:
                greyEntry(self.ui.deviceSelector, self.ui.deviceSelector.count - 1, device.problem)
        chosen = self.ui.deviceSelector.findData(self._preferences.device)
        self.ui.deviceSelector.setCurrentIndex(max(chosen, self.ui.deviceSelector.findData(AUTOMATIC)))
        self.connect(self.ui.deviceSelector, "activated(int)", self.onDeviceChosen)
        self.connect(self.ui.openVinoButton, "clicked(bool)", self.onInstallOpenVino, _("OpenVINO could not be installed."))
        self._showOpenVino()

    def _showOpenVino(self) -> None:
        """Offer what is missing, and say what it is good for."""
        isThere = self._packages.hasOpenVino
        offer = _("OpenVINO, which makes networks faster on the CPU, is not installed.")
        showText(self.ui.openVinoLabel, "" if isThere else offer)
        self.ui.openVinoButton.visible = not isThere

    def _setUpThreads(self) -> None:
        self.ui.threadsSpinBox.maximum = os.cpu_count() or 1
        self.ui.threadsSpinBox.value = self._preferences.threads or 0
        self.connect(self.ui.threadsSpinBox, "valueChanged(int)", self.onThreadsChanged)

    def _setUpCache(self) -> None:
        self.ui.cacheFolderEdit.filters = self.ui.cacheFolderEdit.Dirs
        self.ui.cacheFolderEdit.currentPath = str(self._preferences.cacheFolder)
        self.connect(self.ui.cacheFolderEdit, "currentPathChanged(QString)", self.onCacheFolderChanged)
        self.connect(self.ui.clearCacheButton, "clicked(bool)", self.onClearCache)
        self._showCacheSize()

    def _setUpLog(self) -> None:
        self.ui.logText.maximumHeight = LOG_LINES * self.widget.fontMetrics().lineSpacing()
        self.connect(self.ui.copyLogButton, "clicked(bool)", self.onCopyLog)
        self.showLog("")

    def _cache(self) -> CacheFolder:
        return CacheFolder(self._preferences.cacheFolder)

    def _showCacheSize(self) -> None:
        size = self._cache().byteCount()
        self.ui.cacheSizeLabel.text = _("{size} of downloads").format(size=sizeWords(size))
        self.ui.clearCacheButton.enabled = size > 0
