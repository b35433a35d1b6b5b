# Functions of several tensors, and those whose forms differ from their method's.
import math

from ._bridge import ask
from ._operations import tensor_for
from ._tensor import Tensor

# Methods that are no functions of torch.
view_only = ("view", "repeat", "expand", "contiguous", "unflatten", "mT")


def _list_of(name, tensors):
    if hasattr(tensors, "_name"):
        raise TypeError("%s(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor" % name)
    tensors = list(tensors)
    for i in range(len(tensors)):
        if not hasattr(tensors[i], "_name"):
            raise TypeError(
                "expected Tensor as element %d in argument 0, but got %s" % (i, type(tensors[i]).__name__)
            )
    return tensors


def cat(tensors, dim=0, axis=None):
    """The tensors one after the other along an axis that they have."""
    return ask("cat", _list_of("cat", tensors), dim if axis is None else axis)


def stack(tensors, dim=0, axis=None):
    """The tensors beside each other along a new axis."""
    return ask("stack", _list_of("stack", tensors), dim if axis is None else axis)


def einsum(equation, *operands):
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = operands[0]
    if not isinstance(equation, str):
        raise TypeError("einsum(): argument 'equation' (position 1) must be str, not " + type(equation).__name__)
    return ask("einsum", equation.replace(" ", ""), _list_of("einsum", operands))


def where(condition, input=None, other=None, x=None, y=None):
    tensor_for("where", "condition", 1, condition)
    input = x if input is None else input
    other = y if other is None else other
    if input is None:
        return condition.nonzero(as_tuple=True)
    return ask("where", condition, input, other)


def broadcast_tensors(*tensors):
    return ask("broadcast_tensors", list(tensors))


def broadcast_to(input, size):
    return tensor_for("broadcast_to", "input", 1, input).expand(*size)


def hstack(tensors):
    """Side by side: along the second axis, vectors along their only one."""
    tensors = _list_of("hstack", tensors)
    return cat(tensors, 0 if tensors[0].dim() < 2 else 1)


def vstack(tensors):
    """Below each other; a vector is a row."""
    return cat([t.reshape(1, -1) if t.dim() < 2 else t for t in _list_of("vstack", tensors)], 0)


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    return ask("cosine_similarity", x1, x2, dim, eps)


def xlogy(input, other):
    """input log(other), 0 where input is 0."""
    product = input * log_of(other)
    return ask("where", input == 0, product.new_zeros(product.shape), product)


def entr(input):
    """-x log x, 0 at 0 and -inf below it, as torch.special.entr."""
    plus = ask("where", input > 0, -xlogy(input, input), input.new_zeros(input.shape))
    return plus.masked_fill(input < 0, float("-inf"))


def log_of(value):
    return value.log() if hasattr(value, "_name") else math.log(value)


def meshgrid(*tensors, indexing="ij"):
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    return ask("meshgrid", list(tensors), indexing)


def is_tensor(value):
    return hasattr(value, "_name")


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None):
    ask("print_options", precision, threshold, edgeitems, linewidth, sci_mode)


def _method(name):
    function = getattr(Tensor, name)

    def of(input, *args, **kwargs):
        return function(tensor_for(name, "input", 1, input), *args, **kwargs)

    return of


numel = _method("numel")
split = _method("split")
chunk = _method("chunk")
unbind = _method("unbind")
squeeze = _method("squeeze")
max = _method("max")
min = _method("min")
sum = _method("sum")
mean = _method("mean")
std = _method("std")
var = _method("var")
norm = _method("norm")
median = _method("median")
sort = _method("sort")
topk = _method("topk")
nonzero = _method("nonzero")
equal = _method("equal")
allclose = _method("allclose")
