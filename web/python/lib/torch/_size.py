# A tensor's shape. It is a plain tuple, because this Python cannot add a tuple and an object of a class made of one; the
# shapes that were handed out are remembered, so that print can call them torch.Size.
_known = {}


def Size(sizes=()):
    """The sizes as a tuple that prints as torch.Size([...])."""
    size = tuple(sizes)
    if len(_known) > 5000:
        _known.clear()
    _known[id(size)] = size
    return size


def is_size(value):
    return isinstance(value, tuple) and _known.get(id(value)) is value


def size_text(size):
    return "torch.Size([" + ", ".join([str(n) for n in size]) + "])"
