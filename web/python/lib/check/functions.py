"""Exercise 1, first half: scaled_dot_product_attention(q, k, v, mask=None), which returns (output, weights)."""
from .arrays import reduced
from .attention import CORE
from .close import alike, indices
from .function_cases import CUBE, GENERAL, NAME, SQUARE, case, judge_values, run, variant
from .function_masks import judge_masks
from .recognise import recognise
from .report import shown
from .student import described
from .variants import CONSTANTS

ROLES = [("k-v-swapped", "qvk"), ("values-are-keys", "qkk"), ("q-k-swapped", "kqv")]


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
    if any([not t.failed for t in trials]):
        report.add("returns", True, name=NAME)
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


def _two_axes(student, function):
    t = run(student, function, case(((), 5, 7, 4, 6), 71))
    if t.failed or not alike(t.results[0], t.right()[0]):
        student.report.remark("two-axes", message=t.failed.error["message"] if t.failed else "other numbers")
