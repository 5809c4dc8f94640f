"""How one kind of network is built."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class NetworkRecipe(NamedTuple):
    """An entry of `ARCHITECTURES`.

    Attributes:
        title: A few words for a list.
        builder: Where its builder stands, as `module:function`; torch is loaded when it is called.
        defaults: All arguments that it knows, and their values where none is given.
    """

    title: str
    builder: str
    defaults: Mapping[str, Any]
