# Functions of PyTorch's that are made of others here.
from ._creation import as_tensor
from ._functions import cat, hstack, is_tensor, nonzero, stack, where
from ._tensor import Tensor


def inner(input, other):
    return tensordot(input, other, ([-1], [-1])) if input.dim() and other.dim() else input * other


def tensordot(a, b, dims=2):
    if isinstance(dims, int):
        dims = [list(range(-dims, 0)), list(range(dims))]
    over_a, over_b = [[d % t.dim() for d in ([some] if isinstance(some, int) else some)] for some, t in zip(dims, (a, b))]
    rest_a = [d for d in range(a.dim()) if d not in over_a]
    rest_b = [d for d in range(b.dim()) if d not in over_b]
    shape = [a.shape[d] for d in rest_a] + [b.shape[d] for d in rest_b]
    count = 1
    for x, y in zip(over_a, over_b):
        if a.shape[x] != b.shape[y]:
            raise RuntimeError("contracted dimensions need to match, but first has size %d in dim %d and second has size %d in dim %d"
                               % (a.shape[x], x, b.shape[y], y))
        count *= a.shape[x]
    return (a.permute(rest_a + over_a).reshape(-1, count) @ b.permute(over_b + rest_b).reshape(count, -1)).reshape(shape)


def cdist(x1, x2, p=2.0, compute_mode=None):
    apart = (x1.unsqueeze(-2) - x2.unsqueeze(-3)).abs()
    if p == float("inf"):
        return apart.amax(-1)
    return apart.sum(-1) if p == 1 else (apart**p).sum(-1) ** (1 / p)


def dist(input, other, p=2):
    return (input - other).norm(p)


def unflatten(input, dim, sizes):
    return input.unflatten(dim, sizes)


def tile(input, *dims):
    dims = list(dims[0]) if len(dims) == 1 and not isinstance(dims[0], int) else list(dims)
    return input.repeat([1] * (input.dim() - len(dims)) + dims)


def clamp_min(input, min):
    return input.clamp(min=min)


def clamp_max(input, max):
    return input.clamp(max=max)


def ravel(input):
    return input.reshape(-1)


def argwhere(input):
    return nonzero(input)


def _numbers_only(input):
    return where(input.isnan(), 0.0, input)


def nansum(input, dim=None, keepdim=False):
    kept = _numbers_only(input)
    return kept.sum() if dim is None else kept.sum(dim, keepdim)


def nanmean(input, dim=None, keepdim=False):
    there = input.isnan().logical_not().float()
    count = there.sum() if dim is None else there.sum(dim, keepdim)
    return nansum(input, dim, keepdim) / count


def cov(input):
    apart = input - input.mean(-1, keepdim=True)
    return apart @ apart.t() / (input.shape[-1] - 1)


def corrcoef(input):
    both = cov(input)
    spread = both.diagonal().sqrt()
    return both / spread.unsqueeze(0) / spread.unsqueeze(1)


def combinations(input, r=2, with_replacement=False):
    ways = [[]]
    for _ in range(r):
        ways = [way + [i] for way in ways for i in range(len(way) and way[-1] + (not with_replacement), len(input))]
    return stack([stack([input[i] for i in way]) for way in ways])


def cartesian_prod(*tensors):
    ways = [[]]
    for each in tensors:
        ways = [way + [item] for way in ways for item in each]
    return stack([stack(way) for way in ways])


def column_stack(tensors):
    return hstack([t.reshape(-1, 1) if t.dim() < 2 else t for t in tensors])


def dstack(tensors):
    return cat([t.reshape(1, -1, 1) if t.dim() < 2 else t if t.dim() > 2 else t.unsqueeze(-1) for t in tensors], 2)


def from_numpy(array):
    return array if is_tensor(array) else as_tensor(array)


def compile(model=None, **options):
    return model if model is not None else lambda function: function


class jit:
    script = staticmethod(lambda thing, *args, **kwargs: thing)
    ignore = export = staticmethod(lambda function=None, **kwargs: function)
    unused = ignore


for _function in (inner, dist, tile, nansum, nanmean, cov, corrcoef, ravel, argwhere, clamp_min, clamp_max):
    if not hasattr(Tensor, _function.__name__):
        setattr(Tensor, _function.__name__, _function)
