"""What the pieces of a module can mean: which is the query's matrix, which the key's, and in what order its columns lie.

A Reading gives every role ('q', 'k', 'v', 'o') a matrix [in, out] and a bias, with columns head by head, so that one
reference computes for all. Where a module can be read in several ways there are several Readings, likeliest first.
"""
from .arrays import Array, permuted, reshaped, swapped


class Reading:
    def __init__(self, roles, shared):
        self.roles = roles  # role -> (Array [in, out], list or None)
        self.shared = shared  # True where one layer is both query's and key's
        self.guess = False  # True where layers are missing and roles were given on trial, to name the mistake
        self.each = False  # True where the output layer is only as wide as a head

    def has(self, letters):
        return all([r in self.roles for r in letters])


def _beside(matrices):
    """Matrices [in, d] of several heads as one [in, heads * d]."""
    rows = matrices[0].shape[0]
    out = []
    for i in range(rows):
        for m in matrices:
            d = m.shape[1]
            out.extend(m.numbers[i * d : i * d + d])
    return Array((rows, sum([m.shape[1] for m in matrices])), out)


def _below(matrices):
    """Matrices [d, out] of several heads as one [heads * d, out]."""
    out = []
    for m in matrices:
        out.extend(m.numbers)
    return Array((sum([m.shape[0] for m in matrices]), matrices[0].shape[1]), out)


def _diagonal(matrices):
    """Matrices [d, d], one a head, as one with them along its diagonal: layers that work on slices of x."""
    d, n = matrices[0].shape[0], matrices[0].shape[1]
    heads = len(matrices)
    out = []
    for h, m in enumerate(matrices):
        for i in range(d):
            row = [0.0] * (heads * n)
            row[h * n : h * n + n] = m.numbers[i * n : i * n + n]
            out.extend(row)
    return Array((heads * d, heads * n), out)


def _biases(parts, n):
    if all([b is None for b in parts]):
        return None
    out = []
    for b in parts:
        out.extend(b if b is not None else [0.0] * n)
    return out


def _column_order(a, bias, shape, order):
    """Columns laid out as `shape` brought into the order of axes `order`."""
    rows = a.shape[0]
    moved = permuted(reshaped(a, (rows,) + shape), (0,) + tuple([i + 1 for i in order]))
    b = None if bias is None else permuted(Array(shape, bias), order).numbers
    return reshaped(moved, a.shape), b


def _oriented(piece, turned, embed, heads, output):
    """The matrix [in, out] of a piece: bare ones may be used as x @ W.T; ranks above 2 have an axis of heads."""
    a = piece.matrix
    if not piece.bare:
        return a
    while len(a.shape) > 2 and a.shape[0] == 1:
        a = reshaped(a, a.shape[1:])
    if len(a.shape) == 2:
        wide = a.shape[0] == embed and a.shape[1] != embed
        tall = a.shape[1] == embed and a.shape[0] != embed
        if wide or tall:
            return a if wide != output else swapped(a, 0, 1)
        return swapped(a, 0, 1) if turned else a
    if len(a.shape) == 3:
        places = [i for i in range(3) if a.shape[i] == embed]
        if len(places) != 1:
            if a.shape[1] == embed and a.shape[2] == embed:  # [3, E, E] or [H, E, E]
                if turned:
                    a = swapped(a, 1, 2)
                order = (0, 1, 2) if output else (1, 0, 2)
                return reshaped(permuted(a, order), _flat(a, output))
            return None
        e = places[0]
        rest = [i for i in range(3) if i != e]
        if a.shape[rest[0]] != heads:
            rest.reverse()
        order = rest + [e] if output else [e] + rest
        moved = permuted(a, order)
        if output:
            return reshaped(moved, (moved.shape[0] * moved.shape[1], embed))
        return reshaped(moved, (embed, moved.shape[1] * moved.shape[2]))
    return None


def _flat(a, output):
    n, e = a.shape[0], a.shape[2]
    return (n * e, e) if output else (e, n * e)


def _collapse(pieces):
    """Pieces whose paths differ only in numbers, as lists: [(path without numbers, [pieces])], in order."""
    groups = []
    for p in pieces:
        key = ".".join([c for c in p.path.split(".") if not c.isdigit()])
        digits = "".join([c for c in p.path if c.isdigit()])
        for g in groups:
            if digits and g[0] == key and g[1][0].matrix.shape == p.matrix.shape and p.path != g[1][-1].path:
                g[1].append(p)
                break
        else:
            groups.append((key, [p]))
    return groups


def _stack(pieces, turned, embed, heads, output):
    """(matrix, bias) of a role's pieces: one, or one for each head; None where they fit no way."""
    matrices = [_oriented(p, turned, embed, heads, output) for p in pieces]
    if any([m is None for m in matrices]):
        return None
    if len(matrices) == 1:
        m, bias = matrices[0], pieces[0].bias
        if heads > 1 and not output and m.shape[0] * heads == embed:  # one small layer for all heads
            matrices, pieces = [m] * heads, list(pieces) * heads
        else:
            return m, bias
    if output:
        if matrices[0].shape[0] == matrices[0].shape[1] and matrices[0].shape[0] != embed:
            return _diagonal(matrices), _biases([p.bias for p in pieces], matrices[0].shape[1])
        added = None
        for p in pieces:
            if p.bias is not None:
                added = p.bias if added is None else [x + y for x, y in zip(added, p.bias)]
        return _below(matrices), added
    bias = _biases([p.bias for p in pieces], matrices[0].shape[1])
    if matrices[0].shape[0] * len(matrices) == embed and matrices[0].shape[0] != embed:
        return _diagonal(matrices), bias
    return _beside(matrices), bias


def _layouts(count, heads, d):
    """Ways to lay out `count` roles, heads and widths in the columns of a fused layer: (shape, order to bring first)."""
    sizes = {"n": count, "h": heads, "d": d}
    out = []
    for letters in ("nhd", "hnd", "hdn", "ndh", "dnh", "dhn"):
        shape = tuple([sizes[c] for c in letters])
        out.append((shape, tuple([letters.index(c) for c in "nhd"])))
    return out


def _cut(matrix, bias, letters, heads, layout):
    """{role: (matrix, bias)} of a fused matrix in one of its layouts."""
    m, b = _column_order(matrix, bias, layout[0], layout[1])
    width = m.shape[1] // len(letters)
    out = {}
    for i, role in enumerate(letters):
        columns = []
        for r in range(m.shape[0]):
            start = r * m.shape[1] + i * width
            columns.extend(m.numbers[start : start + width])
        out[role] = (Array((m.shape[0], width), columns), None if b is None else b[i * width : i * width + width])
    return out


def _assignments(pieces, embed, heads, cross):
    """Ways to give pieces their roles: lists of (letters, [pieces]). By name; what names leave open, by order."""
    groups = _collapse(pieces)
    named, unnamed = [], []
    for key, members in groups:
        role = members[0].role
        one = len(members) > 1 and len(set([p.role for p in members])) > 1
        if role and not one:
            named.append((role, members))
        elif role:
            named.extend([(p.role, [p]) for p in members])
        elif len(members) == 1 or len(members) == heads and members[0].matrix.shape[-1] * heads <= 3 * embed \
                and members[0].matrix.shape != (embed, embed):
            unnamed.append(members)
        else:
            unnamed.extend([[p] for p in members])
    merged = []
    for role, members in named:
        for m in merged:
            if m[0] == role and m[1][0].matrix.shape == members[0].matrix.shape and len(role) == 1:
                m[1].extend(members)
                break
        else:
            merged.append((role, list(members)))
    taken = "".join([r for r, _ in merged])
    return _by_order(merged, taken, unnamed, embed, heads)


def _width_of(members, embed):
    shape = members[0].matrix.shape
    if len(shape) == 2 and shape[1] == embed and shape[0] > embed:
        return shape[0]
    if len(shape) == 3 and shape[0] in (2, 3) and shape[1] == shape[2]:
        return shape[0] * shape[2]
    return shape[-1] * len(members) if len(shape) == 2 else embed


def _by_order(merged, taken, unnamed, embed, heads):
    missing = [r for r in "qkvo" if r not in taken]
    whole = list(merged)
    rest = []
    for members in unnamed:
        width = _width_of(members, embed)
        if width == 3 * embed and "q" in missing and "v" in missing:
            whole.append(("qkv", members))
            missing = [r for r in missing if r == "o"]
        elif width == 2 * embed and "k" in missing and "v" in missing:
            whole.append(("kv", members))
            missing = [r for r in missing if r not in "kv"]
        else:
            rest.append(members)
    ways = []
    orders = [missing]
    if len(rest) < len(missing) and len(missing) == 4:
        orders.extend([["qk", "v", "o"], ["q", "k", "o"], ["v"]])
    elif rest and "o" in missing and len(missing) > 1:
        orders.append(["o"] + [m for m in missing if m != "o"])
    for order in orders:
        ways.append(whole + [(r, members) for r, members in zip(order, rest)])
    return ways


def readings(pieces, embed, heads, cross=False):
    """All Readings of a module's pieces, likeliest first; those with more roles before those with fewer."""
    out = []
    bare = any([p.bare for p in pieces])
    for number, way in enumerate(_assignments(pieces, embed, heads, cross)):
        for turned in ((False, True) if bare else (False,)):
            for out_turned in ((False, True) if bare else (False,)):
                for r in _readings_of(way, turned, out_turned, embed, heads):
                    r.guess = number > 0
                    out.append(r)
    return out


def _readings_of(way, turned, out_turned, embed, heads):
    roles, fused, shared = {}, [], False
    each = False
    for letters, members in way:
        output = letters == "o"
        try:
            stacked = _stack(members, out_turned if output else turned, embed, heads, output)
        except (IndexError, ZeroDivisionError):
            stacked = None
        if stacked is None:
            return []
        if len(letters) == 1:
            if letters in roles:
                continue
            roles[letters] = stacked
            if output:
                m = members[0].matrix
                each = heads > 1 and m.shape[0] * heads == embed and m.shape[-1] * heads == embed
        elif stacked[0].shape[1] % len(letters) == 0 and (
                len(letters) > 2 or stacked[0].shape[1] // len(letters) % heads == 0 and stacked[0].shape[1] > embed):
            fused.append((letters, stacked, members))
        else:  # one layer of single width for two roles
            for r in letters:
                roles[r] = stacked
            shared = "q" in letters and "k" in letters
    if "q" in roles and "k" in roles and roles["q"][0].numbers == roles["k"][0].numbers:
        shared = True
    found = [roles]
    for letters, stacked, members in fused:
        width = stacked[0].shape[1] // len(letters)
        if width % heads:
            return []
        layouts = _layouts(len(letters), heads, width // heads)
        if len(members) > 1:
            layouts = [layouts[1]]
        grown = []
        for base in found:
            for layout in layouts:
                more = _cut(stacked[0], stacked[1], letters, heads, layout)
                both = {}
                for part in (base, more):
                    for r in part:
                        both[r] = part[r]
                grown.append(both)
        found = grown
    out = []
    for r in found:
        reading = Reading(r, shared)
        reading.each = each
        out.append(reading)
    return out
