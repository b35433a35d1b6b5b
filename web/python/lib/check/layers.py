"""The learned matrices of a student's module: found, given large random numbers, and read back.

A Piece is one of them: `path` is its name in the module ("heads.0.q_proj"), `matrix` an Array [in, out] for a Linear
and as it is for a bare Parameter, `bias` a list or None, `bare` whether it is a Parameter (used as x @ W or x @ W.T).
"""
from math import sqrt
from .arrays import swapped
from .dice import Dice
from .names import role_of
from .trusted import Linear, is_module, is_tensor, write


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
    given = []  # (parameter, its numbers): one that is met again keeps them

    def numbers_of(owner, name, parameter, make):
        for known, a in given:
            if known is parameter:
                return a
        a = make(tuple(parameter.shape))
        write(owner, name, parameter, a)
        given.append((getattr(owner, name) if name in ("weight", "bias") else parameter, a))
        return a

    out, vectors = [], []
    for path, layer in found.linears:
        weight = numbers_of(layer, "weight", layer.weight, lambda shape: _number(dice, shape))
        bias = None
        if getattr(layer, "bias", None) is not None:
            bias = numbers_of(layer, "bias", layer.bias, lambda shape: dice.array(shape, 0.75)).numbers
        out.append(Piece(path, swapped(weight, 0, 1), bias, False))
    for path, owner, name, tensor in found.bare:
        shape = tuple(tensor.shape)
        biased = _is_bias(path) and (role_of(path) or "in_proj" in path)
        if len(shape) >= 2 and not (biased and len([n for n in shape if n > 1]) < 2):
            out.append(Piece(path, numbers_of(owner, name, tensor, lambda s: _number(dice, s)), None, True))
        elif len(shape) == 1 and biased:
            a = numbers_of(owner, name, tensor, lambda s: dice.array(s, 0.75))
            vectors.append(Piece(path, a, a.numbers, True))
    for vector in vectors:
        for piece in out:
            if piece.bare and piece.bias is None and piece.role == vector.role and _parent(piece) == _parent(vector):
                piece.bias = vector.bias
                break
    return out


def _parent(piece):
    return ".".join(piece.path.split(".")[:-1])
