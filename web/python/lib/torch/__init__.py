# The torch of Attention Lab's code cells: PyTorch's names, shapes and words on the engine's tensors. What is not here is
# not needed for attention; asking for it says so.
from . import _creation
from ._bridge import ask, dtype, dtypes
from ._creation import (
    as_tensor,
    arange,
    bernoulli,
    empty,
    empty_like,
    eye,
    full,
    full_like,
    initial_seed,
    linspace,
    manual_seed,
    normal,
    ones,
    ones_like,
    rand,
    rand_like,
    randint,
    randn,
    randn_like,
    randperm,
    tensor,
    tril_indices,
    triu_indices,
    zeros,
    zeros_like,
)
from ._functions import (
    allclose,
    broadcast_tensors,
    broadcast_to,
    cat,
    chunk,
    cosine_similarity,
    einsum,
    equal,
    hstack,
    is_tensor,
    max,
    mean,
    median,
    meshgrid,
    min,
    nonzero,
    norm,
    numel,
    set_printoptions,
    sort,
    split,
    squeeze,
    stack,
    std,
    sum,
    topk,
    unbind,
    var,
    view_only,
    vstack,
    where,
    xlogy,
)
from ._composed import (
    argwhere,
    cartesian_prod,
    cdist,
    clamp_max,
    clamp_min,
    column_stack,
    combinations,
    compile,
    corrcoef,
    cov,
    dist,
    dstack,
    from_numpy,
    inner,
    jit,
    nanmean,
    nansum,
    ravel,
    tensordot,
    tile,
    unflatten,
)
from ._grad import Generator, enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled
from ._kinds import finfo, iinfo
from ._size import Size
from ._tensor import Tensor, cpu, device, table

for _name in table:
    if _name not in view_only and _name not in globals():
        globals()[_name] = getattr(Tensor, _name)

float32 = float = dtypes["float32"]
float64 = double = dtypes["float64"]
int64 = long = dtypes["int64"]
int32 = int = dtypes["int32"]
uint8 = dtypes["uint8"]
bool = dtypes["bool"]
float16 = half = dtype("float16")
bfloat16 = dtype("bfloat16")

from ._creation import BoolTensor, DoubleTensor, FloatTensor, IntTensor, LongTensor
from . import cuda, linalg, nn, special

concat = concatenate = cat
row_stack = vstack


def dropout(input, p, train):
    return nn.functional.dropout(input, p, train)


pi = 3.141592653589793
e = 2.718281828459045
inf = _creation.inf
nan = _creation.nan
strided = "torch.strided"
__version__ = "1.13.1"


def get_default_dtype():
    return float32


def set_default_dtype(kind):
    if kind is not float32:
        raise TypeError("this lab's torch computes in torch.float32; give a dtype where you need another")


def is_floating_point(input):
    return input.dtype.is_floating_point


def __getattr__(name):
    raise AttributeError("module 'torch' has no attribute '%s' (this lab's torch has what attention needs)" % name)
