"""`medseg segment --presets`: the named ranges and recipes."""

from medseg.cli.streams import show
from medseg.cli.tables import to_words


def show_presets() -> None:
    """List the presets with their ranges and where these come from, and exit."""
    from medseg.segment import load_presets

    rows = [("preset", "HU", "segments", "what it takes", "where the range comes from")]
    for preset in load_presets().values():
        names = ", ".join(segment.name for segment in preset.segments)
        rows.append((preset.name, _range(preset.lower_hu, preset.upper_hu), names, preset.description, preset.source))
    show(to_words(rows))


def _range(lower: float | None, upper: float | None) -> str:
    if lower is None:
        return "-" if upper is None else f"up to {upper:g}"
    return f"from {lower:g}" if upper is None else f"{lower:g} to {upper:g}"
