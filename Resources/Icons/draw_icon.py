"""Draws MedSeg.png: two lungs outlined, one lesion filled. Needs Pillow."""

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = 128
SCALE = 8  # drawn larger, then reduced, for smooth edges

NIGHT = (22, 33, 54, 255)
AIRWAY = (214, 221, 230, 255)
LUNG = (70, 102, 140, 255)
OUTLINE = (94, 219, 170, 255)
LESION = (233, 62, 74, 255)

# One lung in pixels of the icon: apex, outer wall, base, heart's side. The other is its mirror image.
LUNG_CORNERS = [(50, 28), (38, 34), (27, 52), (19, 80), (18, 104), (31, 103), (46, 97), (56, 92), (57, 72), (56, 48), (55, 33)]


def main() -> None:
    """Write the icon beside this script."""
    draw_icon().save(Path(__file__).with_name("MedSeg.png"), optimize=True)


def draw_icon() -> Image.Image:
    """Paint all parts on a rounded square; an RGBA image of 128x128 pixels."""
    image = Image.new("RGBA", (SIZE * SCALE, SIZE * SCALE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle(_scaled((2, 2, 126, 126)), radius=26 * SCALE, fill=NIGHT)
    pen.rounded_rectangle(_scaled((60, 12, 68, 46)), radius=4 * SCALE, fill=AIRWAY)
    for end in ((46, 62), (82, 62)):
        pen.line([*_scaled((64, 42)), *_scaled(end)], fill=AIRWAY, width=6 * SCALE)
    right = _lung()
    left = right.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for lung in (right, left):
        image.paste(OUTLINE, mask=lung)
        image.paste(LUNG, mask=_shrunk(lung))
    image.paste(LESION, mask=ImageChops.multiply(_disc((82, 70, 108, 94)), _shrunk(left)))
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


def _lung() -> Image.Image:
    mask = Image.new("L", (SIZE * SCALE, SIZE * SCALE), 0)
    ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in LUNG_CORNERS], fill=255)
    return mask.filter(ImageFilter.GaussianBlur(4 * SCALE)).point(lambda value: 255 if value > 115 else 0)


def _disc(box: tuple[float, ...]) -> Image.Image:
    mask = Image.new("L", (SIZE * SCALE, SIZE * SCALE), 0)
    ImageDraw.Draw(mask).ellipse(_scaled(box), fill=255)
    return mask


def _shrunk(mask: Image.Image) -> Image.Image:
    for _ in range(4):
        mask = mask.filter(ImageFilter.MinFilter(13))
    return mask


def _scaled(box: tuple[float, ...]) -> list[float]:
    return [SCALE * value for value in box]


if __name__ == "__main__":
    main()
