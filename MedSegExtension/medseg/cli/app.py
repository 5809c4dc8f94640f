"""The command and its subcommands, each loaded when it is called."""

from cyclopts import App, Parameter

from medseg import __version__
from medseg.cli.naming import show_default, to_option

HELP = """Segment medical images with thresholds, networks and masks, score the result, and draw it as 3D Slicer does.

For research, not for diagnosis."""

EPILOGUE = """Exit codes: 0 done, 1 failed, 2 bad input, 130 cancelled. `medseg COMMAND --help` has examples."""

COMMANDS = {
    "info": "List what can be read at a path.",
    "segment": "Segment an image with thresholds, a network or a mask.",
    "mask": "Cut out what lies under a mask, and measure it.",
    "evaluate": "Score a segmentation against a reference.",
    "compare": "Compare methods on one image against a reference.",
    "batch": "Run methods on all cases of a cohort.",
    "involvement": "Measure lungs and infection in a chest CT.",
    "report": "Make one page of a cohort's results.",
    "train": "Train a network on images with masks.",
    "render": "Draw a segmentation on its image as a PNG.",
    "models": "List networks; install, verify or remove one.",
    "desktop": "Open a window with the panel, slice views and 3D.",
    "sample": "List sample images, or write one.",
    "demo": "Segment a chest CT, score it and draw it.",
}


def build_app() -> App:
    """Make the command; nothing of a subcommand is imported."""
    app = App(
        name="medseg",
        help=HELP,
        help_epilogue=EPILOGUE,
        help_format="plaintext",
        version=__version__,
        suppress_keyboard_interrupt=False,
        default_parameter=Parameter(negative_bool=(), negative_iterable=(), name_transform=to_option, show_default=show_default),
    )
    for order, (name, words) in enumerate(COMMANDS.items()):
        app.command(f"medseg.cli.{name}:app", name=name, help=words, sort_key=order)
    return app
