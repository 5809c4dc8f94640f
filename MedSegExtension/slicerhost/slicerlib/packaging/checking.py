"""Whether requirements are met."""

from importlib.metadata import PackageNotFoundError, requires, version

from packaging.markers import default_environment
from packaging.requirements import Requirement

from slicerhost.slicerlib.packaging.reading import to_requirements


def pip_check(req: str | Requirement | list[str | Requirement]) -> bool:
    """Whether requirements are met by what is installed; those for other systems are.

    Args:
        req: One requirement, several between spaces, or a list.

    Returns:
        Whether all are met, with the dependencies of their extras.
    """
    seen: set[tuple[str, frozenset[str]]] = set()
    return all(_is_met(one, seen) for one in to_requirements(req))


def _is_met(requirement: Requirement, seen: set[tuple[str, frozenset[str]]]) -> bool:
    if requirement.marker is not None and not requirement.marker.evaluate():
        return True
    key = (requirement.name.lower(), frozenset(requirement.extras))
    if key in seen:
        return True
    seen.add(key)
    try:
        installed = version(requirement.name)
    except PackageNotFoundError:
        return False
    return installed in requirement.specifier and all(_is_met(one, seen) for one in _of_extras(requirement))


def _of_extras(requirement: Requirement) -> list[Requirement]:
    """The dependencies that the extras of a requirement bring."""
    found = []
    for text in requires(requirement.name) or [] if requirement.extras else []:
        dependency = Requirement(text)
        marker = dependency.marker
        if marker and any(marker.evaluate({**default_environment(), "extra": extra}) for extra in requirement.extras):
            dependency.marker = None
            found.append(dependency)
    return found
