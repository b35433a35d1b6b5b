# Where tensors are.


class device:
    """Where a tensor is: here always the processor."""

    def __init__(self, kind="cpu", index=None):
        kind = str(kind)
        if kind.split(":")[0] != "cpu":
            raise RuntimeError("this lab's torch has the device 'cpu' only, not '%s'" % kind)
        self.type = "cpu"
        self.index = None

    def __repr__(self):
        return "device(type='cpu')"

    def __str__(self):
        return "cpu"

    def __eq__(self, other):
        return str(other) == "cpu"

    def __hash__(self):
        return 1


cpu = device()
