"""Exercise 1, first half: scaled_dot_product_attention(q, k, v, mask=None), which returns (output, weights)."""
from .arrays import Array, broadcast, from_nested, reduced
from .attention import CORE, MASKS, ON_THE_WAY, attend
from .close import alike, indices
from .dice import Dice, mask_rows
from .recognise import recognise
from .report import shown
from .student import described
from .trusted import array_of
from .variants import CONSTANTS

NAME = "scaled_dot_product_attention"

# (leading axes, T, S, d_k, d_v): all different, and twice where swaps change numbers and not shapes.
GENERAL = [((2,), 5, 7, 4, 6), ((2, 3), 5, 6, 7, 4), ((3, 2), 4, 7, 5, 6)]
SQUARE = [((3,), 5, 5, 4, 4), ((2, 3), 4, 4, 5, 5), ((2,), 4, 4, 6, 6)]
CUBE = [((2,), 4, 4, 4, 4), ((3,), 5, 5, 5, 5)]

ROLES = [("k-v-swapped", "qvk"), ("values-are-keys", "qkk"), ("q-k-swapped", "kqv")]


class Trial:
    """One call: inputs, mask, and what came of it."""

    def __init__(self, q, k, v, mask=None):
        self.q, self.k, self.v, self.mask = q, k, v, mask
        self.results = (None, None)
        self.failed = None
        self.value = None
        self._right = None

    def right(self):
        """(output, weights, scores) of attention that is right, computed once."""
        if self._right is None:
            self._right = attend(self.q, self.k, self.v, self.mask)
        return self._right


def case(sizes, seed, reach=2.0):
    """Queries, keys and values for (leading axes, T, S, d_k, d_v)."""
    lead, t, s, d_k, d_v = sizes
    dice = Dice(seed)
    return Trial(dice.array(lead + (t, d_k), reach), dice.array(lead + (s, d_k), reach), dice.array(lead + (s, d_v), 2.0))


def masked(sizes, kind, seed, reach=2.0):
    """A case with a mask of one of the ranks: 'TS', 'BTS', 'B11S', 'B1TS'. Every row hides and shows something."""
    t = case(sizes, seed, reach)
    lead, rows, columns = sizes[0], sizes[1], sizes[2]
    dice = Dice(seed + 50)
    if kind == "TS":
        t.mask = from_nested(mask_rows(dice, rows, columns))
    elif kind == "BTS":
        t.mask = from_nested([mask_rows(dice, rows, columns) for _ in range(lead[0])])
    elif kind == "B11S":
        t.mask = from_nested([[[mask_rows(dice, 1, columns)[0]]] for _ in range(lead[0])])
    else:
        t.mask = from_nested([[mask_rows(dice, rows, columns)] for _ in range(lead[0])])
    return t


def variant(trial, how):
    """(output, weights) of a mistake, for recognise()."""
    q, k, v = trial.q, trial.k, trial.v
    roles = how.get("roles")
    if roles:
        of = {"q": q, "k": k, "v": v}
        q, k, v = of[roles[0]], of[roles[1]], of[roles[2]]
        if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
            return None
    made = attend(q, k, v, trial.mask, how)
    return None if made is None else made[:2]


def as_kind(mask, kind):
    """The mask as True and False, as 1 and 0, or as 1.0 and 0.0."""
    if kind == "bool":
        return Array(mask.shape, [True if x else False for x in mask.numbers])
    return Array(mask.shape, [(1 if x else 0) if kind == "int" else (1.0 if x else 0.0) for x in mask.numbers])


def run(student, function, trial, kind="bool"):
    """Calls the function; sets value, results (output, weights) as far as they are tensors, and failed."""
    mask = None if trial.mask is None else as_kind(trial.mask, kind)
    value, trial.failed, changed = student.call(function, [trial.q, trial.k, trial.v], mask)
    trial.value = value
    if changed:
        student.report.add("inputs", False, what="q, k, v or the mask")
    if isinstance(value, (tuple, list)) and len(value) == 2:
        trial.results = (array_of(value[0]), array_of(value[1]))
    elif array_of(value) is not None:
        trial.results = (array_of(value), None)
    return trial


def judge_pair(report, trials):
    """Whether every value is a pair of tensors; names what was returned in its place."""
    for t in trials:
        if t.failed:
            continue
        right = t.right()
        pair = isinstance(t.value, (tuple, list)) and len(t.value) == 2
        if pair and t.results[0] is not None and t.results[1] is not None:
            if t.results[0].shape != right[0].shape and t.results[1].shape == right[0].shape \
                    and t.results[0].shape == right[1].shape:
                report.add("returns", False, what="(weights, output)", name=NAME, asked="(output, weights) is asked for")
                report.name("returns-weights", "returns")
                return False
            continue
        report.add("returns", False, what=described(t.value), name=NAME, asked="a pair (output, weights) is asked for")
        if t.results[0] is not None and (not pair or t.value[1] is None):
            shape = t.results[0].shape
            if shape == right[1].shape and shape != right[0].shape:
                report.name("returns-weights", "returns")
            elif shape == right[0].shape:
                report.name(None)
                return "output"
        return False
    report.add("returns", True, name=NAME)
    return True


def judge_values(report, trials, id):
    """Compares with the right numbers: weights first, for the output follows from them."""
    for t in trials:
        if t.failed:
            continue
        right = t.right()
        for i, what in ((1, "weights"), (0, "output")):
            yours = t.results[i]
            if yours is None:
                continue
            if yours.shape != right[i].shape:
                report.add("shape", False, what=what, yours=list(yours.shape), right=list(right[i].shape),
                           given="q " + str(list(t.q.shape)) + ", k " + str(list(t.k.shape)) + ", v "
                           + str(list(t.v.shape)))
                report.add(id, False, what=what, where="", yours=list(yours.shape), right=list(right[i].shape))
                return False
            if not alike(yours, right[i]):
                report.differ(id, what, yours, right[i])
                return False
    report.add(id, True)
    return True


def named(report, trials, id, variants):
    """Names the mistake that explains the trials, and keeps the student's matrix for the page."""
    mistake, how = recognise(trials, variants, variant)
    if mistake:
        report.name(mistake, id)
    return mistake


def core_variants():
    roles = [(id, {"roles": r}) for id, r in ROLES]
    return CORE + roles + CONSTANTS


def judge_function(student):
    """All checks of the function; its mistake is named as far as it is known."""
    report = student.report
    function = student.fetch(NAME, "function")
    if function is None:
        return
    general = [run(student, function, case(s, i + 1)) for i, s in enumerate(GENERAL[:2])]
    square = [run(student, function, case(s, i + 11)) for i, s in enumerate(SQUARE)]
    crashed = [t for t in general + square if t.failed]
    if crashed:
        report.crash("runs", NAME, crashed[0].failed)
    else:
        report.add("runs", True, name=NAME)
    pair = judge_pair(report, general + square)
    good = judge_values(report, general, "values")
    good = judge_values(report, square, "other-sizes") and good and not crashed
    if not good:
        alive = [t for t in square if not t.failed]
        name_of_function(student, function, alive, [t for t in general if not t.failed])
    if pair == "output":
        report.name("returns-output-only", "returns")
    if good and pair is True:
        _rows(report, general)
        judge_masks(student, function)
        _two_axes(student, function)
    report.add("inputs", True)
    if report.failed("inputs"):
        report.name("changes-input", "inputs")


def name_of_function(student, function, square, general):
    """Names the mistake of a function that is wrong without a mask."""
    report = student.report
    id = "runs" if report.failed("runs") else "values" if report.failed("values") else "other-sizes"
    if report.failed("inputs"):
        return  # numbers after a change in place say nothing
    if square:
        flat = [t for t in square if len(t.q.shape) == 3]
        if named(report, square + general, id, core_variants()) or named(report, square, id, core_variants()):
            return
        if flat and len(flat) < len(square) and named(report, flat, id, core_variants()):
            return
        high = [t for t in square if len(t.q.shape) == 4]
        if high and named(report, high, id, core_variants()):
            return
    cube = [run(student, function, case(s, i + 21)) for i, s in enumerate(CUBE)]
    cube = [t for t in cube if not t.failed]
    named(report, cube, id, core_variants())


def _rows(report, trials):
    for t in trials:
        sums = reduced(t.results[1], -1)
        for i, s in enumerate(sums.numbers):
            if not 0.999 < s < 1.001:
                report.add("rows", False, row=indices(i, sums.shape)[-1], sum=shown(s))
                return
    report.add("rows", True)


MASK_CASES = [
    (SQUARE[0], "TS"), (SQUARE[2], "TS"), (GENERAL[0], "BTS"), (SQUARE[1], "TS"), (GENERAL[1], "B11S"),
    (GENERAL[2], "B1TS"),
]


def _mask_trials(student, function, kind):
    out = [masked(s, rank, 31 + i) for i, (s, rank) in enumerate(MASK_CASES)]
    out.append(masked(SQUARE[0], "TS", 45, 12.0))  # scores of some hundreds
    return [run(student, function, t, kind) for t in out]


def _mask_fits(trials):
    for t in trials:
        if t.failed:
            return False
        right = t.right()
        if not alike(t.results[0], right[0]) or not alike(t.results[1], right[1]) or _leak(t) is not None:
            return False
    return True


def _leak(trial):
    """The place of a hidden key with any weight, or None. The right weights say where: they are 0 there."""
    weights, right = trial.results[1], trial.right()[1]
    may = None
    for i, w in enumerate(weights.numbers):
        if w != 0.0 and right.numbers[i] == 0.0:
            may = may or broadcast(trial.mask, right.shape).numbers
            if not may[i]:
                return i
    return None


def judge_masks(student, function):
    """One kind of mask (bool, 0/1, 0.0/1.0) has to work throughout."""
    report = student.report
    tried = []
    for kind in ("bool", "int", "float"):
        trials = _mask_trials(student, function, kind)
        if _mask_fits(trials):
            report.add("mask-runs", True)
            report.add("mask", True)
            report.add("hidden", True)
            if kind != "bool":
                report.remark("mask-kind", kind="1 and 0" if kind == "int" else "1.0 and 0.0")
            _no_key(student, function, kind)
            return
        tried.append(trials)
    best = None
    for trials in tried:
        alive = [t for t in trials if not t.failed]
        if alive:
            best = best or trials
            mistake, _ = recognise(alive, MASKS + ON_THE_WAY, variant)
            if mistake is None:
                mistake, _ = recognise([t for t in alive if len(t.mask.shape) == 2 and t.q.shape[-2] == t.k.shape[-2]],
                                       MASKS, variant)
            if mistake:
                _report_mask(report, trials)
                report.name(mistake, "mask" if report.failed("mask") else None)
                return
    _report_mask(report, best or tried[0])


def _report_mask(report, trials):
    crashed = [t for t in trials if t.failed]
    if crashed:
        report.crash("mask-runs", NAME, crashed[0].failed)
    else:
        report.add("mask-runs", True)
    if judge_values(report, trials, "mask"):
        for t in trials:
            place = None if t.failed else _leak(t)
            if place is not None:
                shape = t.results[1].shape
                report.add("hidden", False, weight=shown(t.results[1].numbers[place]),
                           where=" at " + str(indices(place, shape)))
                report.name("mask-with-zero", "hidden")
                return


def _no_key(student, function, kind):
    """A remark on rows that are hidden altogether."""
    t = case(SQUARE[0], 61)
    t.mask = from_nested([[i > 0 and j <= i for j in range(5)] for i in range(5)])
    run(student, function, t, kind)
    if not t.failed and t.results[0] is not None and any([x != x for x in t.results[0].numbers]):
        student.report.remark("nan-row")


def _two_axes(student, function):
    t = run(student, function, case(((), 5, 7, 4, 6), 71))
    if t.failed or not alike(t.results[0], t.right()[0]):
        student.report.remark("two-axes", message=t.failed.error["message"] if t.failed else "other numbers")
