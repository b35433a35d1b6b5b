"""The protocol of engine/tensor/calls.h, answered by real PyTorch: what record_torch.py writes down."""
import re

import torch
import torch.nn.functional as F

DTYPES = {name: getattr(torch, name) for name in ("float32", "float64", "int64", "int32", "uint8", "bool")}


def split_list(text):
    """The parts of "[1,[2,3],4]", at its own commas."""
    parts, depth, start = [], 0, 1
    for i, c in enumerate(text[:-1]):
        depth += (c == "[") - (c == "]")
        if c == "," and depth == 1:
            parts.append(text[start:i])
            start = i + 1
    return parts + [text[start:-1]] if len(text) > 2 else []


class Reference:
    def __init__(self):
        self.tensors, self.next = {}, 1

    # ------------------------------------------------------------ arguments
    def value(self, text):
        if text == "-":
            return None
        if text.startswith("#"):
            return self.known(text)
        if text in ("True", "False"):
            return text == "True"
        if text.startswith("["):
            return [self.value(part) for part in split_list(text)]
        if text in DTYPES:
            return DTYPES[text]
        if re.fullmatch(r"[+-]?\d+", text):
            return int(text)
        try:
            return float(text)
        except ValueError:
            return text

    def known(self, handle):
        if handle not in self.tensors:
            place = self.words.index(handle) if handle in self.words else 0
            raise TypeError(f"{self.words[0]}(): argument {place} must be Tensor, not {handle}")
        return self.tensors[handle]

    def index(self, text):
        def item(part):
            if part == "...":
                return ...
            if part == "_":
                return None
            if ":" in part:
                return slice(*(int(n) if n else None for n in part.split(":")))
            return self.value(part)
        parts = [item(part) for part in split_list(text)]
        return parts[0] if len(parts) == 1 else tuple(parts)

    # ------------------------------------------------------------ replies
    def keep(self, tensor):
        handle = f"#{self.next}"
        self.next += 1
        self.tensors[handle] = tensor
        return self.described(handle)

    def described(self, handle):
        t = self.tensors[handle]
        return f"{handle} {str(t.dtype)[6:]} [{','.join(map(str, t.shape))}]"

    def reply(self, result, words):
        if result is None:
            return "-"
        if isinstance(result, torch.Tensor):
            if words[0].endswith("_") and words[1:] and self.tensors.get(words[1]) is result:
                return self.described(words[1])
            return self.keep(result)
        if isinstance(result, tuple) and all(isinstance(one, torch.Tensor) for one in result):
            return " ".join(self.keep(one) for one in result) or "-"
        if isinstance(result, list) and result and isinstance(result[0], torch.Tensor):
            return " ".join(self.keep(one) for one in result)
        if isinstance(result, torch.dtype):
            return str(result)[6:]
        return str(result).replace(" ", "") if isinstance(result, (list, tuple)) else str(result)

    def call(self, line):
        words = self.words = line.split(" ")
        if words[0] == "reset":
            self.__init__()
            torch.manual_seed(0)
            torch.set_printoptions(profile="default")
            return "-"
        try:
            return self.reply(self.run(words), words).replace("\\", "\\\\").replace("\n", "\\n")
        except Exception as error:  # noqa: BLE001 - its words are what is recorded
            return f"!{type(error).__name__}: {error}".replace("\n", "\\n")

    def run(self, words):
        name = words[0]
        if name in ("index", "index_put"):
            a, where = self.known(words[1]), self.index(words[2])
            if name == "index":
                return a[where]
            a[where] = self.value(words[3])
            return self.same(words[1])
        if name == "info":
            return self.same(words[1])
        if name == "repr":
            return repr(self.known(words[1]))
        args = [self.value(word) for word in words[1:]]
        while args and args[-1] is None:
            args.pop()
        if name in OPERATIONS:
            result = OPERATIONS[name](*args)
        elif name.endswith("_") or not hasattr(torch, name):
            result = getattr(args[0], name)(*args[1:])
        else:
            result = getattr(torch, name)(*args)
        return result

    def same(self, handle):
        self.known(handle)
        return self.described(handle)


def with_dtype(make):
    return lambda *args: make(*args[:-1], dtype=args[-1]) if args and isinstance(args[-1], torch.dtype) else make(*args)


def reduced(name, defaults):
    """sum(a, D, keep, dtype) and the like, whose arguments may be left out in the middle."""
    def run(a, dims=None, keep=False, *rest):
        f = getattr(torch, name)
        if name in ("std", "var"):
            correction, keep = keep if keep is not False else 1, rest[0] if rest else False
            return f(a, dim=dims if dims is not None else list(range(a.dim())), correction=correction, keepdim=keep)
        more = {"dtype": rest[0]} if rest and rest[0] is not None else {}
        if dims is None:
            return f(a, **more)
        return f(a, dims, keepdim=bool(keep), **more)
    return run


def one_dim(name):
    def run(a, dim=None, keep=False):
        f = getattr(torch, name)
        return f(a) if dim is None else f(a, dim, keepdim=bool(keep))
    return run


def number_or(f):
    """An operation of two of which the first may be a number."""
    def run(a, b, *rest):
        if not isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
            import operator
            symbols = {"add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv,
                       "pow": operator.pow, "floor_divide": operator.floordiv, "remainder": operator.mod}
            return symbols[f](a, b)
        return getattr(torch, f)(a, b, *rest)
    return run


def divided(a, b, mode=None):
    if not isinstance(a, torch.Tensor):
        return a / b
    return torch.div(a, b, rounding_mode=mode)


def as_list(f):
    return lambda a: str(f(a)).replace(" ", "")


OPERATIONS = {
    "tensor": lambda data, dtype=None: torch.tensor(data, dtype=dtype),
    "full": lambda s, x, dtype=None: torch.full(s, x, dtype=dtype),
    "full_like": lambda a, x, dtype=None: torch.full_like(a, x, dtype=dtype),
    "eye": lambda n, m=None, dtype=None: torch.eye(n, n if m is None else m, dtype=dtype),
    "arange": lambda a, b, c=None, dtype=None: torch.arange(a, b, 1 if c is None else c, dtype=dtype),
    **{name: with_dtype(getattr(torch, name)) for name in ("zeros", "ones", "rand", "randn")},
    "linspace": lambda a, b, n, dtype=None: torch.linspace(a, b, n, dtype=dtype),
    "randint": lambda low, high, s, dtype=None: torch.randint(low, high, tuple(s), dtype=dtype or torch.int64),
    "zeros_like": with_dtype(torch.zeros_like), "ones_like": with_dtype(torch.ones_like),
    "rand_like": with_dtype(torch.rand_like), "randn_like": with_dtype(torch.randn_like),
    "manual_seed": lambda n: torch.manual_seed(n) and None,
    "item": lambda a: a.item(), "tolist": lambda a: str(a.tolist()).replace(" ", ""), "bool": lambda a: bool(a),
    "int": lambda a: int(a), "float": lambda a: float(a), "len": lambda a: len(a),
    "stride": as_list(lambda a: list(a.stride())), "storage_offset": lambda a: a.storage_offset(),
    "is_contiguous": lambda a: a.is_contiguous(),
    "view": lambda a, s: a.view(s), "reshape": lambda a, s: a.reshape(s), "permute": lambda a, s: a.permute(s),
    "expand": lambda a, s: a.expand(s), "repeat": lambda a, s: a.repeat(s), "mT": lambda a: a.mT,
    "unflatten": lambda a, d, s: a.unflatten(d, s), "contiguous": lambda a: a.contiguous(),
    "unbind": lambda a, d=0: torch.unbind(a, d), "to": lambda a, t: a.to(t),
    "squeeze": lambda a, d=None: a.squeeze() if d is None else a.squeeze(d),
    "flip": lambda a, d: torch.flip(a, d if isinstance(d, list) else [d]),
    "meshgrid": lambda all, how="ij": torch.meshgrid(all, indexing=how),
    "broadcast_tensors": lambda all: torch.broadcast_tensors(*all),
    "take_along_dim": lambda a, b, d: torch.take_along_dim(a, b, d),
    "scatter": lambda a, d, b, v: a.scatter(d, b, v), "one_hot": F.one_hot,
    "tril_indices": torch.tril_indices, "triu_indices": torch.triu_indices,
    "masked_fill": lambda a, b, v: a.masked_fill(b, v),
    **{name: number_or(name) for name in ("pow", "floor_divide", "remainder", "mul")},
    "add": lambda a, b, x=1: number_or("add")(a, b) if x == 1 else torch.add(a, b, alpha=x),
    "sub": lambda a, b, x=1: number_or("sub")(a, b) if x == 1 else torch.sub(a, b, alpha=x),
    "div": divided,
    "clamp": lambda a, low=None, high=None: torch.clamp(a, low, high),
    "round": lambda a, n=0: torch.round(a, decimals=n) if n else torch.round(a),
    "gelu": lambda a, how="none": F.gelu(a, approximate=how),
    "relu": torch.relu, "silu": F.silu, "leaky_relu": lambda a, x=0.01: F.leaky_relu(a, x),
    "elu": lambda a, x=1.0: F.elu(a, x), "softplus": F.softplus,
    "std": reduced("std", {}), "var": reduced("var", {}),
    **{name: reduced(name, {}) for name in ("sum", "mean", "amax", "amin", "logsumexp")},
    **{name: one_dim(name) for name in ("max", "min", "argmax", "argmin", "any", "all", "prod")},
    "cumsum": lambda a, d, dtype=None: torch.cumsum(a, d, dtype=dtype),
    "cumprod": lambda a, d, dtype=None: torch.cumprod(a, d, dtype=dtype),
    "norm": lambda a, p=2, dims=None, keep=False: torch.norm(a, p, dims, bool(keep)) if dims is not None else torch.norm(a, p),
    "unique": lambda a: torch.unique(a),
    "sort": lambda a, d=-1, down=False: torch.sort(a, stable=True, dim=d, descending=down),
    "argsort": lambda a, d=-1, down=False: torch.sort(a, stable=True, dim=d, descending=down).indices,
    "topk": lambda a, k, d=-1, large=True: tuple(torch.topk(a, k, d, large)),
    "einsum": lambda pattern, all: torch.einsum(pattern, *all),
    "linear": F.linear, "softmax": lambda a, d=-1, t=None: torch.softmax(a, d, dtype=t),
    "log_softmax": lambda a, d=-1, t=None: torch.log_softmax(a, d, dtype=t),
    "layer_norm": lambda a, s, w=None, b=None, eps=1e-5: F.layer_norm(a, s, w, b, eps),
    "dropout": lambda a, p=0.5, training=True: torch.dropout(a, p, training),
    "embedding": lambda w, ids: F.embedding(ids, w), "cross_entropy": F.cross_entropy, "mse_loss": F.mse_loss,
    "cosine_similarity": lambda a, b, d=1, eps=1e-8: F.cosine_similarity(a, b, d, eps),
    "print_options": lambda p=None, t=None, e=None, w=None, s=None: torch.set_printoptions(p, t, e, w, None, s),
    "where": torch.where, "allclose": lambda a, b, r=1e-5, t=1e-8, n=False: torch.allclose(a, b, r, t, n),
    "isclose": lambda a, b, r=1e-5, t=1e-8, n=False: torch.isclose(a, b, r, t, n),
}
