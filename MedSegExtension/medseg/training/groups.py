"""Tables of images that belong together."""

import csv
from pathlib import Path

from medseg.errors import InputError


def read_groups(path: str) -> dict[str, str]:
    """Read which images belong together, such as neighbouring slices of one scan.

    Args:
        path: A CSV file with the columns `image` and `group`; empty for none.

    Returns:
        The group of an image by its name, as the table has it.

    Raises:
        InputError: The table cannot be read, or has other columns.
    """
    if not path:
        return {}
    try:
        with Path(path).open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"Cannot read the groups {Path(path).name!r}: check the path, and that it is CSV.") from error
    if rows and not {"image", "group"} <= set(rows[0]):
        raise InputError(f"Expected the columns image and group in {Path(path).name!r}, got {', '.join(map(str, rows[0]))}.")
    return {Path(row["image"]).name: row["group"] for row in rows}
