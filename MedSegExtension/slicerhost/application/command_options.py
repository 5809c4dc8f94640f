"""The options of Slicer's command line."""


class qSlicerCommandOptions:
    """What the command line of Slicer would have said."""

    def __init__(self, testing: bool) -> None:
        self.testingEnabled = testing
        self.noMainWindow = False
        self.noSplash = True
        self.runPythonAndExit = False
        self.pythonScript = ""
        self.pythonCode = ""
        self.disableSettings = testing
