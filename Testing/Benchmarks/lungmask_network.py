"""The network of lungmask (its R231 model), written after its description, with weights drawn at random: for comparison alone."""

import torch
from torch import nn

DEPTH, FIRST, CLASSES = 5, 64, 3


class LungmaskNetwork(nn.Module):
    """A U-Net of 31 million weights: two convolutions a stage, average pooling, bilinear steps back up."""

    def __init__(self) -> None:
        super().__init__()
        widths = [FIRST * 2**stage for stage in range(DEPTH)]
        self.down = nn.ModuleList(_stage(before, after) for before, after in zip([1, *widths], widths, strict=False))
        self.pool = nn.AvgPool2d(2)
        self.up = nn.ModuleList(
            nn.Sequential(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), nn.Conv2d(2 * width, width, 1))
            for width in reversed(widths[:-1])
        )
        self.merge = nn.ModuleList(_stage(2 * width, width) for width in reversed(widths[:-1]))
        self.last = nn.Conv2d(FIRST, CLASSES, 1)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Logits (n, 3, j, i) of images (n, 1, j, i), whose sides are multiples of 16."""
        kept = []
        for place, stage in enumerate(self.down):
            images = stage(images)
            if place < DEPTH - 1:
                kept.append(images)
                images = self.pool(images)
        for up, merge in zip(self.up, self.merge, strict=True):
            images = merge(torch.cat([up(images), kept.pop()], 1))
        return self.last(images)


def _stage(before: int, after: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for width in (before, after):
        layers += [nn.Conv2d(width, after, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(after)]
    return nn.Sequential(*layers)
