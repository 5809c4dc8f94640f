"""`medseg segment --presets`: the named ranges and recipes."""

from medseg.cli.streams import show


def show_presets() -> None:
    """List the presets with their ranges and where these come from, and exit."""
    from rich.table import Table

    from medseg.segment.presets import load_presets

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("preset", "HU", "segments", "what it takes", "source"):
        table.add_column(title)
    for preset in load_presets().values():
        names = ", ".join(segment.name for segment in preset.segments)
        table.add_row(preset.name, _range(preset.lower_hu, preset.upper_hu), names, preset.description, preset.source)
    show(table)


def _range(lower: float | None, upper: float | None) -> str:
    if lower is None:
        return "-" if upper is None else f"up to {upper:g}"
    return f"from {lower:g}" if upper is None else f"{lower:g} to {upper:g}"
