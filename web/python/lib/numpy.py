# There is no NumPy here. What programs take of it beside torch is numbers; for all else there is torch.
import math

import torch

inf = float("inf")
nan = float("nan")
pi = math.pi
e = math.e
newaxis = None


def _of(name):
    def function(x):
        return getattr(x, name)() if hasattr(x, "_name") else getattr(math, name)(x)

    return function


sqrt, exp, log, sin, cos = [_of(name) for name in ("sqrt", "exp", "log", "sin", "cos")]


def array(data, *args, **kwargs):
    """Lists stay lists, and tensors tensors."""
    return data


asarray = array


# What ticks and comparisons of heads are made with is torch's.
_of_torch = "abs allclose arange argmax argmin clip corrcoef eye isnan linspace log2 maximum mean minimum ones sum triu_indices where zeros".split()


def unravel_index(index, shape):
    places, index = [], int(index)
    for size in reversed(tuple(shape)):
        places.insert(0, index % size)
        index //= size
    return tuple(places)


def __getattr__(name):
    if name in _of_torch:
        return getattr(torch, name)
    raise AttributeError("there is no NumPy here, so np.%s is not there: use torch (torch.tensor, torch.arange, torch.sqrt, ...)" % name)
