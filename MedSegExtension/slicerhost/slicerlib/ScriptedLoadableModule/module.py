"""What a module says of itself."""

import importlib
from pathlib import Path
from typing import Any

import qt
import slicer

_DEFAULT_HELP = "The author of this module has not written its help yet."
_DEFAULT_ACKNOWLEDGEMENT = "The author of this module has not written whom to thank yet."


class ScriptedLoadableModule:
    """Base class of module classes: title, categories, help, icon; runs the module's self-test."""

    def __init__(self, parent: Any) -> None:
        super().__init__()
        self.parent = parent
        self.moduleName = type(self).__name__
        parent.title = ""
        parent.categories = []
        parent.dependencies = []
        parent.contributors = []
        parent.helpText = _DEFAULT_HELP
        parent.acknowledgementText = _DEFAULT_ACKNOWLEDGEMENT
        self._set_icon()
        if not hasattr(slicer, "selfTests"):
            slicer.selfTests = {}
        slicer.selfTests[self.moduleName] = self.runTest

    def resourcePath(self, filename: str) -> str:
        """The path of a file below the module's folder `Resources`."""
        return str(Path(self.parent.path).parent / "Resources" / filename)

    def getDefaultModuleDocumentationLink(self, docPage: str | None = None) -> str:
        """A sentence in HTML that links to the module's documentation."""
        url = slicer.app.documentationBaseUrl + docPage if docPage else slicer.app.moduleDocumentationUrl(self.moduleName)
        return f'<p>For more information see the <a href="{url}">online documentation</a>.</p>'

    def runTest(self, msec: int = 100, **kwargs: Any) -> None:
        """Run the self-test of the module.

        Args:
            msec: How long messages of the test are shown.
            **kwargs: Handed to `runTest` of the test class.

        Raises:
            AssertionError: The test fails, or the module has no test class.
        """
        class_name = f"{self.moduleName}Test"
        test_class = getattr(importlib.import_module(self.__module__), class_name, None)
        if test_class is None:
            raise AssertionError(f"Test case class not found: {self.__module__}.{class_name}")
        test = test_class()
        test.messageDelay = msec
        test.runTest(**kwargs)

    def _set_icon(self) -> None:
        for suffix in (".svg", ".png"):
            path = Path(self.parent.path).parent / "Resources" / "Icons" / f"{self.moduleName}{suffix}"
            if path.is_file():
                self.parent.icon = qt.QIcon(str(path))
                return
