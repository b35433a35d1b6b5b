"""The learned matrices of a student's module: found, given large random numbers, and read back.

A Piece is one of them: `path` is its name in the module ("heads.0.q_proj"), `matrix` an Array [in, out] for a Linear
and as it is for a bare Parameter, `bias` a list or None, `bare` whether it is a Parameter (used as x @ W or x @ W.T).
"""
from math import sqrt
from .arrays import swapped
from .dice import Dice
from .names import role_of
from .trusted import Linear, array_of, is_module, is_tensor, write


class Piece:
    def __init__(self, path, matrix, bias, bare):
        self.path = path
        self.matrix = matrix
        self.bias = bias
        self.bare = bare
        self.role = role_of(path)


class _Found:
    def __init__(self):
        self.linears = []  # (path, layer)
        self.bare = []  # (path, owner, name, tensor)
        self.seen = []  # objects; their ids would do, were they never used again


def _items(holder):
    return list(holder.items()) if holder is not None and hasattr(holder, "items") else []


def _walk(thing, path, owner, name, found, depth):
    if depth > 6:
        return
    if is_module(thing):
        if any([thing is s for s in found.seen]):
            if isinstance(thing, Linear):
                found.linears.append((path, thing))
            return
        found.seen.append(thing)
        if isinstance(thing, Linear):
            found.linears.append((path, thing))
            return
        start = path + "." if path else ""
        own = getattr(thing, "__dict__", {})
        visited = []
        for holder in ("_parameters", "_modules"):
            for key, value in _items(getattr(thing, holder, None)):
                if value is not None:
                    visited.append(key)
                    _walk(value, start + key, thing, key, found, depth + 1)
        for key in sorted([k for k in own if isinstance(k, str)]):
            value = own[key]
            if key not in visited and not key.startswith("_") and key != "training":
                if is_module(value) or isinstance(value, (list, tuple, dict)):
                    _walk(value, start + key, thing, key, found, depth + 1)
                elif is_tensor(value) and (role_of(key) or getattr(value, "requires_grad", False)):
                    _walk(value, start + key, thing, key, found, depth + 1)
    elif isinstance(thing, (list, tuple)) and depth > 0:
        for i, value in enumerate(thing):
            if is_module(value) or is_tensor(value):
                _walk(value, path + "." + str(i), thing, str(i), found, depth + 1)
    elif isinstance(thing, dict):
        for key in thing:
            if is_module(thing[key]) or is_tensor(thing[key]):
                _walk(thing[key], path + "." + str(key), thing, key, found, depth + 1)
    elif is_tensor(thing):
        found.bare.append((path, owner, name, thing))


def _number(dice, shape):
    inner = shape[-1] if len(shape) < 3 else max(shape)
    return dice.array(shape, sqrt(4.8 / max(inner, 1)))


def _is_bias(path):
    last = path.split(".")[-1].lower()
    return "bias" in last or last.startswith("b")


def pieces_of(module, seed):
    """The module's Pieces in order of creation, after writing new numbers of the size of ordinary scores into them.

    Layers of normalisation and lone scalars keep their numbers.
    """
    dice = Dice(seed)
    found = _Found()
    _walk(module, "", None, "", found, 0)
    done = []
    for path, layer in found.linears:
        if not any([layer is d for d in done]):
            done.append(layer)
            write(layer, "weight", layer.weight, _number(dice, tuple(layer.weight.shape)))
            if getattr(layer, "bias", None) is not None:
                write(layer, "bias", layer.bias, dice.array(tuple(layer.bias.shape), 0.75))
    for path, owner, name, tensor in found.bare:
        shape = tuple(tensor.shape)
        if len(shape) >= 2:
            write(owner, name, tensor, _number(dice, shape))
        elif len(shape) == 1 and (role_of(path) or "in_proj" in path) and _is_bias(path):
            write(owner, name, tensor, dice.array(shape, 0.75))
    out = []
    for path, layer in found.linears:
        bias = array_of(layer.bias).numbers if getattr(layer, "bias", None) is not None else None
        out.append(Piece(path, swapped(array_of(layer.weight), 0, 1), bias, False))
    vectors = []
    for path, owner, name, _ in found.bare:
        now = _now(owner, name)
        a = array_of(now)
        if a is None:
            continue
        if len(a.shape) >= 2 and not (_is_bias(path) and role_of(path) and _small(a)):
            out.append(Piece(path, a, None, True))
        elif len(a.shape) == 1 and _is_bias(path):
            vectors.append(Piece(path, a, a.numbers, True))
    for vector in vectors:
        for piece in out:
            if piece.bare and piece.bias is None and piece.role == vector.role and _parent(piece) == _parent(vector):
                piece.bias = vector.bias
                break
    return out


def _small(a):
    return len([n for n in a.shape if n > 1]) < 2


def _parent(piece):
    return ".".join(piece.path.split(".")[:-1])


def _now(owner, name):
    if isinstance(owner, (list, tuple)):
        return owner[int(name)]
    if isinstance(owner, dict):
        return owner[name]
    return getattr(owner, name) if hasattr(owner, name) else owner[int(name)]
