"""The methods whose plots are to be measured."""

from dataclasses import dataclass

from medseg.records.compared_method import ComparedMethod


@dataclass(frozen=True, kw_only=True)
class ComparedMethods:
    """The methods whose plots are to be measured, in the order of the legends.

    Attributes:
        methods: Each with the words for it.
    """

    methods: tuple[ComparedMethod, ...] = ()
