"""`slicer.i18n`: the words that people see, in their language."""

import inspect
import logging
import re
from functools import cache
from pathlib import Path

import slicer

LOGGER = logging.getLogger(__name__)
_PLACEHOLDER = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")


def translate(context: str, text: str) -> str:
    """The text in the language of the application.

    Args:
        context: Where the text stands, see `getContext`.
        text: The text in English.

    Returns:
        The translation, or the text itself.
    """
    return slicer.app.translate(context, text) if hasattr(slicer, "app") else text


@cache
def getContext(sourceFile: str) -> str:
    """The name of the file without `.py`, after the name of its package if it is in one."""
    path = Path(sourceFile)
    if not path.is_file():
        return path.name
    name = path.name.replace(".py", "")
    return f"{path.parent.name}.{name}" if (path.parent / "__init__.py").is_file() else name


def tr(text: str) -> str:
    """The text in the language of the application; the file that asks is the context.

    A translation that lost a placeholder is refused: `format` would fail on it.
    """
    frame = inspect.currentframe()
    caller = frame.f_back if frame else None
    context = getContext(inspect.getsourcefile(caller) or caller.f_code.co_filename) if caller else ""
    translated = translate(context, text)
    if set(_PLACEHOLDER.findall(text)) != set(_PLACEHOLDER.findall(translated)):
        LOGGER.warning("In context %r the translation of %r has other placeholders; the text stays.", context, text)
        return text
    return translated
