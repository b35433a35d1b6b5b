# There is no NumPy here. What programs take of it beside torch is numbers; for all else there is torch.
import math

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


def __getattr__(name):
    raise AttributeError("there is no NumPy here, so np.%s is not there: use torch (torch.tensor, torch.arange, torch.sqrt, ...)" % name)
