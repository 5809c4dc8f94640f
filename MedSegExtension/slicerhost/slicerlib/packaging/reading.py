"""Requirements out of files."""

import tomllib
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement


def load_requirements(path: str | Path) -> list[Requirement]:
    """The requirements of a requirements.txt; comments, empty lines and options of pip are passed over.

    Raises:
        InvalidRequirement: A line is none.
    """
    lines = (line.strip() for line in Path(path).read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def load_pyproject_dependencies(path: str | Path) -> list[Requirement]:
    """The dependencies of a pyproject.toml.

    Raises:
        KeyError: It has no table `project`.
    """
    data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    if "project" not in data:
        raise KeyError(f"pyproject.toml has no [project] table: {Path(path).name}")
    return [Requirement(dependency) for dependency in data["project"].get("dependencies", [])]


def to_requirements(requirements: str | Requirement | list[str | Requirement]) -> list[Requirement]:
    """Requirements of what a caller gave: one, several between spaces, or a list.

    Raises:
        TypeError: It is none of these.
        InvalidRequirement: A text is no requirement.
    """
    if isinstance(requirements, Requirement):
        return [requirements]
    if isinstance(requirements, list):
        return [Requirement(one) if isinstance(one, str) else one for one in requirements]
    if not isinstance(requirements, str):
        raise TypeError(f"Expected str, Requirement, or list, got {type(requirements).__name__}")
    try:
        return [Requirement(requirements)]  # a marker holds spaces
    except InvalidRequirement:
        return [Requirement(one) for one in requirements.split()]
