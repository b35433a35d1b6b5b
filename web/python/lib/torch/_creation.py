# Tensors from data, sizes and chance.
from ._bridge import ask, dtype_of, dtypes
from ._operations import sizes_of
from ._tensor import Tensor, device as device_of

inf = float("inf")
nan = float("nan")


def _made(result, device, requires_grad):
    if device is not None:
        device_of(device)
    result.requires_grad = requires_grad
    return result


def tensor(data, dtype=None, device=None, requires_grad=False):
    """A tensor of numbers in nested lists. [[1, 2]] is int64, [[1., 2.]] float32."""
    if hasattr(data, "_name"):
        made = ask("clone", data)
        return _made(made if dtype is None else made.to(dtype), device, requires_grad)
    if isinstance(data, str):
        raise TypeError("new(): invalid data type 'str'")
    return _made(ask("tensor", data, dtype_of(dtype)), device, requires_grad)


as_tensor = tensor


def _sized(operation, name, *more):
    def make(*size, dtype=None, device=None, requires_grad=False, out=None, generator=None, **other):
        if "size" in other:
            size = (other.pop("size"),)
        if other:
            raise TypeError("%s() got an unexpected keyword argument '%s'" % (name, list(other)[0]))
        return _made(ask(operation, sizes_of(size), dtype_of(dtype)), device, requires_grad)

    return make


zeros = _sized("zeros", "zeros")
ones = _sized("ones", "ones")
empty = _sized("empty", "empty")
rand = _sized("rand", "rand")
randn = _sized("randn", "randn")


def _alike(operation):
    def make(input, dtype=None, device=None, requires_grad=False):
        return _made(ask(operation, input, dtype_of(dtype)), device, requires_grad)

    return make


zeros_like = _alike("zeros_like")
ones_like = _alike("ones_like")
empty_like = _alike("empty_like")
rand_like = _alike("rand_like")
randn_like = _alike("randn_like")


def full(size, fill_value, dtype=None, device=None, requires_grad=False):
    return _made(ask("full", sizes_of((size,)), fill_value, dtype_of(dtype)), device, requires_grad)


def full_like(input, fill_value, dtype=None, device=None, requires_grad=False):
    return _made(ask("full_like", input, fill_value, dtype_of(dtype)), device, requires_grad)


def eye(n, m=None, dtype=None, device=None, requires_grad=False):
    return _made(ask("eye", n, n if m is None else m, dtype_of(dtype)), device, requires_grad)


def arange(*bounds, start=0, end=None, step=1, dtype=None, device=None, requires_grad=False):
    if len(bounds) == 1:
        end = bounds[0]
    elif len(bounds) > 1:
        start, end = bounds[0], bounds[1]
        if len(bounds) > 2:
            step = bounds[2]
    if end is None:
        raise TypeError('arange() missing 1 required positional arguments: "end"')
    return _made(ask("arange", start, end, step, dtype_of(dtype)), device, requires_grad)


def linspace(start, end, steps, dtype=None, device=None, requires_grad=False):
    return _made(ask("linspace", start, end, steps, dtype_of(dtype)), device, requires_grad)


def randint(*given, low=0, high=None, size=None, dtype=None, device=None, generator=None, requires_grad=False):
    given = list(given)
    if size is None:
        if not given:
            raise TypeError('randint() missing 1 required positional arguments: "size"')
        size = given.pop()
    if len(given) == 2:
        low, high = given
    elif len(given) == 1:
        if high is None:
            high = given[0]
        else:
            low = given[0]
    return _made(ask("randint", low, high, sizes_of((size,)), dtype_of(dtype)), device, requires_grad)


def randperm(n, dtype=None, device=None, generator=None):
    return _made(ask("randperm", n).to(dtype or dtypes["int64"]), device, False)


def normal(mean=0.0, std=1.0, size=None, generator=None):
    if size is None:
        shape = mean.shape if hasattr(mean, "_name") else std.shape
        return ask("randn", list(shape)) * std + mean
    return ask("randn", sizes_of((size,))).normal_(mean, std)


def bernoulli(input, p=None, generator=None):
    return ask("bernoulli", input) if p is None else ask("clone", input).bernoulli_(p)


def tril_indices(row, col, offset=0, dtype=None, device=None):
    return ask("tril_indices", row, col, offset)


def triu_indices(row, col, offset=0, dtype=None, device=None):
    return ask("triu_indices", row, col, offset)


_seed = [0]


def manual_seed(seed):
    """Starts the chance again: the numbers that follow are PyTorch's for this seed."""
    _seed[0] = int(seed)
    ask("manual_seed", _seed[0])


def initial_seed():
    return _seed[0]


def _of_kind(name):
    class Kind(Tensor):
        def __init__(self, *given):
            if len(given) == 1 and (isinstance(given[0], (list, tuple, range)) or hasattr(given[0], "_name")):
                self._become(tensor(given[0], dtypes[name]))
            else:
                self._become(ask("empty", sizes_of(given), dtypes[name]))

    return Kind


FloatTensor = _of_kind("float32")
DoubleTensor = _of_kind("float64")
LongTensor = _of_kind("int64")
IntTensor = _of_kind("int32")
BoolTensor = _of_kind("bool")
