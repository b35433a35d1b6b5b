"""Exercise 1: masks given to scaled_dot_product_attention."""
from .arrays import broadcast, from_nested
from .attention import MASKS, ON_THE_WAY
from .close import alike, indices
from .function_cases import GENERAL, NAME, SQUARE, case, judge_values, masked, run, variant
from .recognise import recognise
from .report import shown

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
