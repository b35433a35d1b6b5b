"""Exercise 3: causal_mask(size), padding_mask(token_ids, pad_id=0), masked_attention(q, k, v, token_ids, causal=True)."""
from math import inf
from .arrays import Array, broadcast, from_nested, mapped
from .attention import CORE, MASKS, attend, plus
from .close import alike, indices
from .dice import Dice
from .functions import ROLES
from .recognise import recognise
from .report import shown
from .student import described
from .trusted import array_of
from .variants import CONSTANTS

CAUSAL = {
    "right": lambda i, j: j <= i,
    "strict": lambda i, j: j < i,
    "ahead": lambda i, j: j <= i + 1,
    "transposed": lambda i, j: j >= i,
    "inverted": lambda i, j: j > i,
    "none": lambda i, j: True,
}
MISTAKE_OF_CAUSAL = [("strict", "causal-off-by-one"), ("ahead", "causal-off-by-one"), ("transposed", "mask-transposed"),
                     ("inverted", "mask-inverted"), ("none", "mask-all-ones")]


def judge_masking(student):
    """The two masks, then both applied; a program without masked_attention is judged on the two, with a remark."""
    causal = student.fetch("causal_mask", "function")
    padding = student.fetch("padding_mask", "function")
    if causal is not None:
        _judge_causal(student, causal)
    if padding is not None:
        _judge_padding(student, padding)
    if "masked_attention" in student.namespace:
        both = student.fetch("masked_attention", "function", False)
        if both is not None:
            _judge_both(student, both)
    else:
        student.report.remark("no-masked-attention")
    student.report.add("inputs", True)
    if student.report.failed("inputs"):
        student.report.name("changes-input", "inputs")


def truth(a):
    """A mask as truth values, whichever kind it is: True and False, 1 and 0, or 0 and very negative. None: no mask."""
    values = a.numbers
    if any([x != x for x in values]):
        return None
    if all([x == 0 or x == 1 for x in values]):
        if not any(values) and not any([isinstance(x, bool) for x in values]) and \
                any([isinstance(x, float) for x in values]):
            return mapped(lambda x: True, a)  # adds nothing anywhere
        return mapped(lambda x: bool(x), a)
    low = [x for x in values if x < -100]
    high = [x for x in values if x >= -100]
    if low and (not high or max(high) == min(high)):
        return mapped(lambda x: x >= -100, a)
    return None


def _without_ones(a):
    """Leading axes of 1 dropped down to two."""
    shape = list(a.shape)
    while len(shape) > 2 and shape[0] == 1:
        shape.pop(0)
    return Array(shape, a.numbers)


def _kind_fails(student, id, name, a):
    report = student.report
    if any([x != x for x in a.numbers]):
        report.add(id, False, name=name, yours="NaN")
        report.name("mask-nan", id)
        return True
    report.add(id, False, name=name, yours=" and ".join(sorted(set([shown(x) for x in a.numbers]))[:4]))
    return True


def _judge_causal(student, function):
    report = student.report
    for size in (4, 6, 1):
        value, failed = student.make(function, size)
        if failed:
            report.crash("runs", "causal_mask", failed)
            return
        a = array_of(value)
        if a is None:
            report.add("returns", False, name="causal_mask", what=described(value), asked="a tensor [T, T] is asked for")
            return
        a = _without_ones(a)
        if a.shape != (size, size):
            report.add("causal-shape", False, size=size, yours=list(array_of(value).shape), right=[size, size])
            return
        may = truth(a) if size > 1 else None
        if size == 1:
            continue
        if may is None:
            _kind_fails(student, "mask-kind", "causal_mask", a)
            return
        right = causal_grid(size, "right")
        if may.numbers != right.numbers:
            _report_causal(report, size, a, may, right)
            return
    report.add("runs", True, name="causal_mask")
    report.add("causal-shape", True)
    report.add("causal", True)


def causal_grid(size, kind):
    rule = CAUSAL[kind]
    return from_nested([[rule(i, j) for j in range(size)] for i in range(size)])


def _report_causal(report, size, a, may, right):
    for place in range(size * size):
        if may.numbers[place] != right.numbers[place]:
            break
    row, column = indices(place, (size, size))
    report.add("causal", False, size=size, yours=shown(a.numbers[place]), row=row, column=column,
               expected="query %d may %ssee key %d" % (row, "" if right.numbers[place] else "not ", column))
    report.show("mask", mapped(float, may), mapped(float, right))
    for kind, mistake in MISTAKE_OF_CAUSAL:
        if may.numbers == causal_grid(size, kind).numbers:
            report.name(mistake, "causal")
            return


# --- padding -------------------------------------------------------------------------------------------------------

IDS = [[5, 7, 3, 0, 0, 0], [4, 9, 2, 6, 7, 1], [8, 3, 7, 7, 5, 0], [0, 2, 0, 3, 9, 7]]
HEADS, QUERIES = 3, 5


def _grid(ids, pad, kind):
    """[B, 1, 1 or S, S] of truth values: which keys (and queries) may be seen."""
    out = []
    for row in ids:
        real = [t != pad for t in row]
        if kind == "right":
            out.append([[real]])
        elif kind == "inverted":
            out.append([[[not r for r in real]]])
        elif kind == "rows":
            out.append([[[r] * len(row) for r in real]])
        elif kind == "rows-inverted":
            out.append([[[not r] * len(row) for r in real]])
        elif kind == "both":
            out.append([[[r and c for c in real] for r in real]])
        elif kind == "either":
            out.append([[[r or c for c in real] for r in real]])
        else:
            out.append([[[True] * len(row)]])
    return from_nested(out)


def _judge_padding(student, function):
    report = student.report
    size = (len(IDS), HEADS, QUERIES, len(IDS[0]))
    for id, pad, named in (("padding", 0, {}), ("pad-id", 7, {"pad_id": 7})):
        value, failed, changed = student.call(function, [from_nested(IDS)], **named)
        if failed:
            report.crash("runs", "padding_mask", failed)
            return
        if changed:
            report.add("inputs", False, what="token_ids")
        a = array_of(value)
        if a is None:
            report.add("returns", False, name="padding_mask", what=described(value),
                       asked="a tensor that broadcasts against [B, H, T, S] is asked for")
            return
        may = truth(a)
        if may is None:
            _kind_fails(student, "mask-kind", "padding_mask", a)
            return
        wide = broadcast(may, size)
        right = broadcast(_grid(IDS, pad, "right"), size)
        if wide is None:
            report.add("padding-shape", False, yours=list(a.shape), right=list(size))
            report.name(_padding_mistake(may, pad), "padding-shape")
            return
        if wide.numbers != right.numbers:
            _report_padding(report, id, pad, may, wide, right, size)
            return
        report.add("padding-shape", True)
        report.add(id, True)


def _padding_mistake(may, pad):
    """The mistake of a mask that needs T = S: rows, or keys repeated for each query."""
    s = len(IDS[0])
    wide = broadcast(may, (len(IDS), HEADS, s, s))
    if wide is not None:
        for kind in ("rows", "rows-inverted", "both", "either"):
            if wide.numbers == broadcast(_grid(IDS, pad, kind), wide.shape).numbers:
                return "padding-on-rows"
    return "padding-shape"


def _report_padding(report, id, pad, may, wide, right, size):
    for place in range(len(right.numbers)):
        if wide.numbers[place] != right.numbers[place]:
            break
    at = indices(place, size)
    token = IDS[at[0]][at[3]]
    report.add(id, False, pad=pad, sentence=at[0], key=at[3], yours=str(wide.numbers[place]),
               expected="token %d is %spadding" % (token, "" if token == pad else "not "))
    report.show("mask", mapped(float, wide), mapped(float, right))
    for kind, mistake in (("inverted", "mask-inverted"), ("none", "mask-ignored")):
        if wide.numbers == broadcast(_grid(IDS, pad, kind), size).numbers:
            report.name(mistake, id)
    if id == "pad-id" and wide.numbers == broadcast(_grid(IDS, 0, "right"), size).numbers:
        report.name("pad-id-ignored", id)


# --- both ----------------------------------------------------------------------------------------------------------

class Trial:
    """One call of masked_attention."""

    def __init__(self, sizes, seed, ids, causal):
        b, h, t, s, d, d_v = sizes
        dice = Dice(seed)
        self.q = dice.array((b, h, t, d), 2.0)
        self.k = dice.array((b, h, s, d), 2.0)
        self.v = dice.array((b, h, s, d_v), 2.0)
        self.ids, self.causal = ids, causal
        self.results = (None, None)
        self.failed = self.value = self._right = None
        self.known = {}

    def right(self):
        if self._right is None:
            self._right = self.made({})
        return self._right

    def once(self, how):
        """made(how), computed once for each of the variants."""
        if id(how) not in self.known:
            self.known[id(how)] = self.made(how)
        return self.known[id(how)]

    def mask(self, causal="right", padding="right"):
        b, s = len(self.ids), len(self.ids[0])
        t = self.q.shape[2]
        keys = broadcast(_grid(self.ids, 0, padding), (b, 1, t if t != s else s, s))
        if keys is None:
            return None
        if not self.causal or causal == "none":
            return keys
        rule = CAUSAL[causal]
        n = t * s
        return Array(keys.shape, [k and rule(i % n // s, i % s) for i, k in enumerate(keys.numbers)])

    def made(self, how):
        q, k, v = self.q, self.k, self.v
        roles = how.get("roles")
        if roles:
            of = {"q": q, "k": k, "v": v}
            q, k, v = of[roles[0]], of[roles[1]], of[roles[2]]
            if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
                return None
        padding = how.get("padding", "right")
        mask = self.mask(how.get("causal", "right"), padding)
        if mask is None:
            return None
        if how.get("added"):
            keys = self.mask("none", padding)
            both = [-1e9 * ((not may) + (not self._sees(i))) for i, may in enumerate(keys.numbers)]
            made = attend(q, k, v, None, plus(how, {"fills": Array(mask.shape, both)}))
        else:
            made = attend(q, k, v, mask, how)
        return None if made is None else made[:2]

    def _sees(self, place):
        """Whether the causal mask leaves a cell of [B, 1, T, S] open."""
        t, s = self.q.shape[2], len(self.ids[0])
        return not self.causal or place % s <= place % (t * s) // s


RIGHT_PADDED = [[3, 8, 5, 2, 0], [6, 4, 0, 0, 0]]
OTHER = [[7, 2, 9, 0], [1, 5, 3, 8], [4, 0, 0, 0]]
LONGER = [[3, 0, 5, 2, 0, 1, 0], [6, 4, 1, 0, 2, 9, 0]]


def _variants():
    out = []
    for fill in (-1e9, -inf):
        for kind, mistake in MISTAKE_OF_CAUSAL:
            out.append(("mask-ignored" if kind == "none" else mistake, {"causal": kind, "fill": fill}))
        out.append(("mask-ignored", {"padding": "none", "fill": fill}))
        for kind in ("rows", "both", "either", "rows-inverted"):
            out.append(("padding-on-rows", {"padding": kind, "fill": fill}))
        out.append(("mask-inverted", {"padding": "inverted", "fill": fill}))
    for kind in ("rows", "both", "either", "rows-inverted", "inverted"):
        out.append(("mask-inverted" if kind == "inverted" else "padding-on-rows", {"padding": kind, "added": True}))
    for fill in (-1e9, -inf):
        out.append(("mask-inverted", {"padding": "inverted", "causal": "inverted", "fill": fill}))
    core = CORE + [(id, {"roles": r}) for id, r in ROLES] + CONSTANTS
    return out + MASKS + core + [(id, plus(how, {"fill": -inf})) for id, how in core]


def _judge_both(student, function):
    report = student.report
    report.part = "both-"
    trials = []
    for sizes, seed, ids, causal, named in (
            ((2, 3, 5, 5, 4, 4), 1, RIGHT_PADDED, True, {}),
            ((3, 2, 4, 4, 6, 5), 2, OTHER, True, {"causal": True}),
            ((2, 3, 5, 7, 4, 6), 3, LONGER, False, {"causal": False}),
            ((3, 2, 4, 4, 3, 3), 4, OTHER, False, {"causal": False}),
            ((3, 2, 4, 4, 4, 4), 5, OTHER, True, {})):  # T = S = d_k, where even q @ k has a shape
        t = Trial(sizes, seed, ids, causal)
        t.value, t.failed, changed = student.call(function, [t.q, t.k, t.v, from_nested(ids)], **named)
        if changed:
            report.part = ""
            report.add("inputs", False, what="q, k, v or token_ids")
            report.name("changes-input", "inputs")
            report.part = "both-"
        value = t.value
        if isinstance(value, (tuple, list)) and len(value) == 2:
            t.results = (array_of(value[0]), array_of(value[1]))
        elif array_of(value) is not None:
            t.results = (array_of(value), None)
        trials.append(t)
    _compare_both(report, trials)
    report.part = ""


def _compare_both(report, trials):
    crashed = [t for t in trials if t.failed]
    if crashed:
        report.crash("runs", "masked_attention", crashed[0].failed)
    else:
        report.add("runs", True, name="masked_attention")
    alive = [t for t in trials if not t.failed]
    for t in alive:
        right = t.right()
        if t.results[0] is None or t.results[1] is None:
            report.add("returns", False, name="masked_attention", what=described(t.value),
                       asked="a pair (output, weights) is asked for")
            if t.results[0] is not None and t.results[0].shape == right[0].shape:
                report.name("returns-output-only", "returns")
            elif t.results[0] is not None and t.results[0].shape == right[1].shape:
                report.name("returns-weights", "returns")
            return
        if t.results[0].shape != right[0].shape and t.results[1].shape == right[0].shape:
            report.add("returns", False, name="masked_attention", what="(weights, output)",
                       asked="(output, weights) is asked for")
            report.name("returns-weights", "returns")
            return
    good = bool(alive)
    for t in alive:
        right = t.right()
        for i, what in ((1, "weights"), (0, "output")):
            if good and not alike(t.results[i], right[i]):
                report.differ("both", what, t.results[i], right[i])
                good = False
    if good and not crashed:
        report.add("both", True)
        return
    variants = _variants()
    square = [t for t in alive if t.q.shape[2] == t.k.shape[2]]
    for some in (alive, square, [t for t in square if t.causal], square[:1]):
        mistake, _ = recognise(some, variants, lambda t, how: t.once(how))
        if mistake:
            report.name(mistake, "both" if report.failed("both") else "runs")
            return
