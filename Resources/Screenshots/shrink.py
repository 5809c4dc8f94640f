"""Turns a picture into one for the README, beside this script: `shrink.py PICTURE NAME`.

1200 pixels wide, 256 colours. Needs Pillow.
"""

import sys
from pathlib import Path

from PIL import Image

WIDTH_PX = 1200


def main() -> None:
    """Shrink the picture of the first argument into the file that the second one names, without `.png`."""
    path, name = sys.argv[1:]
    picture = Image.open(path).convert("RGB")
    height = round(picture.height * WIDTH_PX / picture.width)
    small = picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
    small.quantize(256, kmeans=4, dither=Image.Dither.NONE).save(Path(__file__).with_name(f"{name}.png"), optimize=True)


if __name__ == "__main__":
    main()
