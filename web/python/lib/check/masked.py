"""Exercise 3, last step: masked_attention(q, k, v, token_ids, causal=True)."""
from math import inf
from .arrays import Array, broadcast, from_nested
from .attention import CORE, MASKS, attend_as, plus
from .close import alike
from .dice import Dice
from .functions import ROLES
from .mask_grids import CAUSAL, MISTAKE_OF_CAUSAL, padding_grid
from .recognise import recognise
from .student import described
from .trusted import pair_of
from .variants import CONSTANTS


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
        keys = broadcast(padding_grid(self.ids, 0, padding), (b, 1, t if t != s else s, s))
        if keys is None:
            return None
        if not self.causal or causal == "none":
            return keys
        rule = CAUSAL[causal]
        n = t * s
        return Array(keys.shape, [k and rule(i % n // s, i % s) for i, k in enumerate(keys.numbers)])

    def made(self, how):
        padding = how.get("padding", "right")
        mask = self.mask(how.get("causal", "right"), padding)
        if mask is None:
            return None
        if how.get("added"):
            keys = self.mask("none", padding)
            both = [-1e9 * ((not may) + (not self._sees(i))) for i, may in enumerate(keys.numbers)]
            return attend_as(self.q, self.k, self.v, None, plus(how, {"fills": Array(mask.shape, both)}))
        return attend_as(self.q, self.k, self.v, mask, how)

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


def judge_both(student, function):
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
        t.results = pair_of(t.value)
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
