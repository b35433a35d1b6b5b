# The class Tensor: a handle of the engine's, with dtype and shape. Its operations are the engine's.
from ._bridge import ask, dtype, dtype_of, dtypes, request, set_tensor_class
from ._converting import Converting
from ._device import cpu, device
from ._filling import Filling
from ._grad import WithoutGradients
from ._index import index_text
from ._operations import operation, sizes_of, tensor_for
from ._operators import give_operators, is_operand
from ._reductions import Reductions
from ._signatures import aliases, in_place, signatures
from ._size import Size



class Tensor(Converting, Filling, Reductions, WithoutGradients):
    def __init__(self, *given):
        if len(given) == 1 and isinstance(given[0], (list, tuple)):
            made = ask("tensor", given[0], dtypes["float32"])
        else:
            made = ask("empty", sizes_of(given), dtypes["float32"])
        self._become(made)

    def _become(self, other):
        self._name = other._name
        self.dtype = other.dtype
        self._shape = other._shape
        self._size = None
        self.requires_grad = False
        self.grad = None

    # ------------------------------------------------------------ what it is
    @property
    def shape(self):
        if self._size is None:
            self._size = Size([int(n) for n in self._shape[1:-1].split(",")] if len(self._shape) > 2 else ())
        return self._size

    def size(self, dim=None):
        if dim is None:
            return self.shape
        rank = self.dim()
        if not -max(rank, 1) <= dim < max(rank, 1) or rank == 0:
            if rank == 0:
                raise IndexError("Dimension specified as %d but tensor has no dimensions" % dim)
            raise IndexError(
                "Dimension out of range (expected to be in range of [%d, %d], but got %d)" % (-rank, rank - 1, dim)
            )
        return self.shape[dim]

    def dim(self):
        return len(self.shape)

    ndimension = dim

    @property
    def ndim(self):
        return len(self.shape)

    def numel(self):
        count = 1
        for size in self.shape:
            count *= size
        return count

    nelement = numel

    @property
    def device(self):
        return cpu

    @property
    def is_cuda(self):
        return False

    @property
    def is_leaf(self):
        return True

    @property
    def grad_fn(self):
        return None

    def element_size(self):
        return {"float64": 8, "int64": 8, "float32": 4, "int32": 4}.get(self.dtype.name, 1)

    def is_floating_point(self):
        return self.dtype.is_floating_point

    def stride(self, dim=None):
        strides = tuple(ask("stride", self))
        return strides if dim is None else strides[dim]

    def storage_offset(self):
        return ask("storage_offset", self)

    def data_ptr(self):
        return ask("data_ptr", self)

    def is_contiguous(self):
        return ask("is_contiguous", self)

    def get_device(self):
        return -1

    def type(self, kind=None):
        if kind is not None:
            return self.to(kind)
        names = {"float32": "Float", "float64": "Double", "int64": "Long", "int32": "Int", "uint8": "Byte", "bool": "Bool"}
        return "torch.%sTensor" % names[self.dtype.name]

    # ------------------------------------------------------------ to Python
    def item(self):
        return ask("item", self)

    def tolist(self):
        return ask("tolist", self)

    def __bool__(self):
        return ask("bool", self)

    def __int__(self):
        return ask("int", self)

    __index__ = __int__

    # There is no __float__: 1.0 - t would take it, and not __rsub__. float(t) is rewritten (rewrites.js), math has its
    # own (_math.py).
    def _float(self):
        return float(ask("float", self))

    def __len__(self):
        if len(self.shape) == 0:
            raise TypeError("len() of a 0-d tensor")
        return self.shape[0]

    def __iter__(self):
        if len(self.shape) == 0:
            raise TypeError("iteration over a 0-d tensor")
        return iter(self.unbind(0))

    def __contains__(self, value):
        return ask("bool", ask("any", ask("eq", self, value)))

    def __hash__(self):
        return int(self._name[1:])

    def __repr__(self):
        return request("repr", (self, "requires_grad=True" if self.requires_grad else None))

    def __str__(self):
        return self.__repr__()

    def __format__(self, spec):
        if len(self.shape) == 0:
            return ("{:" + spec + "}").format(self.item())
        if spec == "":
            return self.__repr__()
        raise TypeError("unsupported format string passed to Tensor.__format__")

    def numpy(self):
        """A tensor as well: this lab has no NumPy, and a plot takes tensors."""
        if self.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        return ask("detach", self)

    # ------------------------------------------------------------ as it is, without gradients
    @property
    def data(self):
        return ask("detach", self)

    @data.setter
    def data(self, value):
        wants = self.requires_grad
        self._become(tensor_for("data", "value", 1, value))
        self.requires_grad = wants

    # ------------------------------------------------------------ indexing
    def __getitem__(self, index):
        return ask("index", self, index_text(index))

    def __setitem__(self, index, value):
        if isinstance(value, (list, tuple)):
            value = ask("tensor", value)
        ask("index_put", self, index_text(index), value)

    # ------------------------------------------------------------ shapes
    @property
    def T(self):
        return ask("permute", self, list(range(len(self.shape) - 1, -1, -1)))

    @property
    def mT(self):
        return ask("mT", self)

    @property
    def H(self):
        return ask("mT", self)

    def view(self, *shape, **kwargs):
        shape = kwargs.get("size", shape)
        if len(shape) == 1 and isinstance(shape[0], dtype):
            raise TypeError("this lab's view() takes sizes; use .to(dtype) for another kind of number")
        if len(shape) == 0:
            raise TypeError('view() missing 1 required positional arguments: "size"')
        return ask("view", self, sizes_of(shape))

    def view_as(self, other):
        return ask("view", self, list(other.shape))

    def reshape_as(self, other):
        return ask("reshape", self, list(other.shape))

    def broadcast_to(self, *size):
        return self.expand(*size)

    def ravel(self):
        return self.reshape(-1)

    def clamp_min(self, min):
        return self.clamp(min)

    def expand_as(self, other):
        return ask("expand", self, list(other.shape))

    def squeeze(self, dim=None):
        return ask("squeeze", self, dim)

    def unbind(self, dim=0):
        return _several(ask("unbind", self, dim))

    def split(self, split_size, dim=0):
        return _several(ask("split", self, split_size, dim))

    def chunk(self, chunks, dim=0):
        return _several(ask("chunk", self, chunks, dim))

    def equal(self, other):
        return ask("equal", self, other)

    def allclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False):
        return ask("allclose", self, other, rtol, atol, equal_nan)

    def where(self, condition, other):
        return ask("where", condition, self, other)

    def bernoulli(self):
        return ask("bernoulli", self)

    # ------------------------------------------------------------ operators
    def __eq__(self, other):
        return ask("eq", self, other) if is_operand(other) else False

    def __ne__(self, other):
        return ask("ne", self, other) if is_operand(other) else True

    def __neg__(self):
        return ask("neg", self)

    def __pos__(self):
        return self

    def __abs__(self):
        return ask("abs", self)

    def __invert__(self):
        return ask("bitwise_not", self)

    def __round__(self, digits=0):
        return ask("round", self, digits)

    def __deepcopy__(self, memo):
        return ask("clone", self)

    def __copy__(self):
        return ask("detach", self)


def _several(found):
    return (found,) if hasattr(found, "_name") else found


def _in_place(line):
    name, function = operation(line)
    return lambda self, *args, **kwargs: (function(self, *args, **kwargs), self)[1]


def _of_table():
    lines = {}
    for line in signatures.split("\n"):
        if line:
            name, function = operation(line)
            lines[name] = line
            if name not in ("view", "mT"):
                setattr(Tensor, name, function)
    for pair in aliases.split("\n"):
        if pair:
            other, name = pair.split()
            setattr(Tensor, other, getattr(Tensor, name))
            lines[other] = lines[name]
    for name in in_place:
        words = lines[name].split(" ", 1)
        line = words[0] + "_" + (" " + words[1] if len(words) > 1 else "")
        setattr(Tensor, name + "_", _in_place(line))
    return lines


give_operators(Tensor)
set_tensor_class(Tensor)
table = _of_table()
