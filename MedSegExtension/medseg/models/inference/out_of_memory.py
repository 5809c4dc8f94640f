"""Telling exhausted memory from other errors."""

_WORDS = ("out of memory", "can't allocate memory", "failed to allocate", "not enough memory")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a library ran out of memory.

    torch has a class for it on CUDA, and says it in words elsewhere; ONNX Runtime and OpenVINO have words alone.
    """
    if any(cls.__name__ == "OutOfMemoryError" or cls is MemoryError for cls in type(error).__mro__):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in text for words in _WORDS)
