"""Turns the demo's picture into demo.png for the README: 1200 pixels wide, 256 colours. Needs Pillow."""

import sys
from pathlib import Path

from PIL import Image

WIDTH_PX = 1200


def main() -> None:
    """Shrink the picture that is named on the command line, and write it beside this script."""
    picture = Image.open(sys.argv[1]).convert("RGB")
    height = round(picture.height * WIDTH_PX / picture.width)
    small = picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
    small.quantize(256, kmeans=4, dither=Image.Dither.NONE).save(Path(__file__).with_name("demo.png"), optimize=True)


if __name__ == "__main__":
    main()
