from .._bridge import ask
from .._tensor import Tensor


class Parameter(Tensor):
    """A tensor that a module counts among its parameters as soon as it is assigned to it."""

    def __init__(self, data=None, requires_grad=True):
        self._become(ask("empty", [0]) if data is None else ask("detach", data))
        self.requires_grad = requires_grad

    def __repr__(self):
        return "Parameter containing:\n" + Tensor.__repr__(self)

    def __str__(self):
        return self.__repr__()

    def __deepcopy__(self, memo):
        return Parameter(ask("clone", self), self.requires_grad)
