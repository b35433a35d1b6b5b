"""scaled_dot_product_attention called on known inputs: sizes, masks of every rank and kind, one call, its numbers."""
from .arrays import Array, from_nested
from .attention import attend, attend_as
from .close import alike
from .dice import Dice, mask_rows
from .trusted import pair_of

NAME = "scaled_dot_product_attention"

# (leading axes, T, S, d_k, d_v): all different, and twice where swaps change numbers and not shapes.
GENERAL = [((2,), 5, 7, 4, 6), ((2, 3), 5, 6, 7, 4), ((3, 2), 4, 7, 5, 6)]
SQUARE = [((3,), 5, 5, 4, 4), ((2, 3), 4, 4, 5, 5), ((2,), 4, 4, 6, 6)]
CUBE = [((2,), 4, 4, 4, 4), ((3,), 5, 5, 5, 5), ((4,), 4, 4, 4, 4)]


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
    return attend_as(trial.q, trial.k, trial.v, trial.mask, how)


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
    trial.results = pair_of(value)
    return trial


def judge_values(report, trials, id):
    """Compares with the right numbers: weights first, for the output follows from them. Nothing to compare is no check."""
    compared = False
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
            compared = True
    if compared:
        report.add(id, True)
    return True
