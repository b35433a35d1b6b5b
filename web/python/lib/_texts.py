# Texts of values, and values in texts, where they are tensors, shapes and dicts.
from torch._size import is_size, size_text
from torch._tensor import Tensor


def _matching(text, at):
    """Where the parenthesis closes that opens at `at`."""
    depth = 0
    for i in range(at, len(text)):
        if text[i] == "(":
            depth += 1
        elif text[i] == ")":
            depth -= 1
            if depth == 0:
                return i
    return -1


def text_of(value):
    """str(value), but a shape is a torch.Size and a dict looks like one."""
    if isinstance(value, str):
        return value
    if is_size(value):
        return size_text(value)
    text = str(value)
    if isinstance(value, (dict, list, tuple)):
        at = text.find("OrderedDict({")
        while at >= 0:
            end = _matching(text, at + 11)
            text = text[:at] + text[at + 12 : end] + text[end + 1 :]
            at = text.find("OrderedDict({")
    return text


def _number(value):
    """What the formatting of strings gets: a tensor with one number is that number."""
    if isinstance(value, Tensor):
        return value.item() if value.dim() == 0 else str(value)
    return size_text(value) if is_size(value) else value


def _lab_fmt(value, spec=""):
    if hasattr(value, "__format__") and not isinstance(value, (str, int, float)):
        return value.__format__(spec)
    if spec == "":
        return text_of(value)
    if isinstance(value, (list, tuple, dict)) or value is None:
        raise TypeError("unsupported format string passed to %s.__format__" % type(value).__name__)
    return ("{:" + spec + "}").format(value)


def _lab_format(text, *args, **kwargs):
    if not isinstance(text, str):
        return text.format(*args, **kwargs)
    return text.format(*[_number(arg) for arg in args], **{key: _number(kwargs[key]) for key in kwargs})


def _lab_percent(text, value):
    if isinstance(text, str):
        many = isinstance(value, tuple) and not is_size(value)
        return text % (tuple([_number(item) for item in value]) if many else _number(value))
    return text % value


def _lab_float(*value):
    if len(value) == 1 and isinstance(value[0], Tensor):
        return value[0]._float()
    return float(*value)
