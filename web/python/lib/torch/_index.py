# What stands between the brackets of t[...], as the protocol writes it.
from ._bridge import ask, written

slice = slice  # programs make theirs with a function (_rewritten.py)


def _bound(value):
    return "" if value is None else str(int(value))


def _part(part):
    if part is None:
        return "_"
    if part is Ellipsis:
        return "..."
    if isinstance(part, slice):
        step = part.step
        if step is not None and int(step) <= 0:
            raise ValueError("step must be greater than zero")
        text = _bound(part.start) + ":" + _bound(part.stop)
        return text if step is None else text + ":" + _bound(step)
    if hasattr(part, "_name") or isinstance(part, (bool, int)):
        return written(part)
    if isinstance(part, (list, tuple, range)):
        return written(ask("tensor", list(part)))
    raise IndexError(
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got %s)"
        % type(part).__name__
    )


def index_text(index):
    parts = index if isinstance(index, tuple) else (index,)
    return "[" + ",".join([_part(part) for part in parts]) + "]"
