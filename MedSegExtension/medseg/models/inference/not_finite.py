"""A network that gives numbers which are none."""


class NotFiniteError(ArithmeticError):
    """Probabilities hold NaN or infinity."""
