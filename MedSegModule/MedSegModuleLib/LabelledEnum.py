"""Choices that a combo box shows in words."""

import enum


class LabelledEnum(enum.Enum):
    """An enumeration whose members have words for people; Slicer's combo box connector asks for `label`."""

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The words for each member, by its name, in the user's language."""
        raise NotImplementedError(f"Expected {cls.__name__} to bring its labels.")

    def label(self) -> str:
        """The words for this member."""
        return self.labels()[self.name]
