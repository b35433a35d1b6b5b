"""Exercise 4: entropy(weights), most_similar_heads(weights), plot_attention(weights, tokens)."""
from math import log, nan
from .arrays import Array, mapped, reduced, scaled, softmax, swapped
from .close import alike
from .dice import Dice
from .plots import drawn
from .recognise import recognise
from .similar_heads import judge_pair
from .student import described
from .trusted import array_of, copy_of, tensor_of, untouched


def judge_looking(student):
    entropy = student.fetch("entropy", "function")
    pair = student.fetch("most_similar_heads", "function")
    plot = student.fetch("plot_attention", "function")
    if entropy is not None:
        student.report.part = "entropy-"
        _judge_entropy(student, entropy)
    if pair is not None:
        student.report.part = "heads-"
        judge_pair(student, pair, _changed)
    if plot is not None:
        student.report.part = "plot-"
        _judge_plot(student, plot)
    student.report.part = ""
    student.report.add("inputs", True)
    if student.report.failed("inputs"):
        student.report.name("changes-input", "inputs")


def _changed(student):
    part, student.report.part = student.report.part, ""
    student.report.add("inputs", False, what="weights")
    student.report.part = part


def weights_of(shape, seed, zeros=False):
    """Rows that sum to 1; with `zeros` as under a causal mask, later keys are 0 and the first row is one-hot."""
    dice = Dice(seed)
    scores = dice.array(shape, 2.0)
    if zeros:
        t, s = shape[-2], shape[-1]
        scores = Array(shape, [x if i % s <= i // s % t else float("-inf") for i, x in enumerate(scores.numbers)])
    return softmax(scores, -1)


# --- entropy -------------------------------------------------------------------------------------------------------

def _plogp(p):
    return p * log(p) if p > 0 else 0.0


def entropy_of(weights, how={}):
    """-sum p log p over the keys, in nats; switches: 'bits', 'sign', 'mean', 'nan', and 'axis'."""
    terms = mapped(_plogp, weights)
    if how.get("nan"):
        terms = mapped(lambda p: p * log(p) if p > 0 else nan, weights)
    axis = how.get("axis", -1)
    if axis == "all":
        total = Array((), [sum(terms.numbers)])
        n = len(terms.numbers)
    else:
        if not -len(terms.shape) <= axis < len(terms.shape):
            return None
        total = reduced(terms, axis)
        n = terms.shape[axis]
    factor = -1.0
    if how.get("bits"):
        factor /= log(2)
    if how.get("sign"):
        factor = -factor
    if how.get("mean"):
        factor /= n
    return scaled(total, factor)


ENTROPIES = [
    ("entropy-nan", {"nan": True}),
    ("entropy-in-bits", {"bits": True}),
    ("entropy-sign", {"sign": True}),
    ("entropy-averaged", {"mean": True}),
    ("entropy-wrong-dim", {"axis": -2}),
    ("entropy-wrong-dim", {"axis": 0}),
    ("entropy-wrong-dim", {"axis": 1}),
    ("entropy-wrong-dim", {"axis": "all"}),
    ("entropy-averaged", {"axis": "all", "mean": True}),
    ("entropy-in-bits", {"bits": True, "nan": True}),
    ("entropy-sign", {"sign": True, "nan": True}),
    ("entropy-averaged", {"mean": True, "nan": True}),
    ("entropy-wrong-dim", {"axis": -2, "nan": True}),
    ("entropy-wrong-dim", {"axis": 0, "nan": True}),
    ("entropy-wrong-dim", {"axis": 1, "nan": True}),
    ("entropy-wrong-dim", {"axis": "all", "nan": True}),
    ("entropy-in-bits", {"bits": True, "sign": True}),
]


class _Trial:
    def __init__(self, weights, results):
        self.weights = weights
        self.results = results


def _judge_entropy(student, function):
    report = student.report
    trials = []
    for id, shape, zeros in (("entropy", (3, 4, 6), False), ("entropy", (5, 5), False), ("entropy", (2, 3, 5, 4), False),
                             ("entropy-zeros", (3, 5, 5), True), ("entropy", (4, 3, 3), False)):
        weights = weights_of(shape, len(trials) + 1, zeros)
        value, failed, changed = student.call(function, [weights])
        if failed:
            report.crash("runs", "entropy", failed)
            _name_entropy(report, trials)
            return
        if changed:
            _changed(student)
        a = array_of(value)
        if a is None and isinstance(value, (int, float)):
            a = Array((), [float(value)])
        if a is None:
            report.add("returns", False, name="entropy", what=described(value),
                       asked="a tensor with one number for each row is asked for")
            return
        trials.append(_Trial(weights, (a,)))
        right = entropy_of(weights)
        if a.shape != right.shape:
            report.add("shape", False, what="entropy", yours=list(a.shape), right=list(right.shape),
                       given="weights " + str(list(shape)))
        elif not alike(a, right, 1e-4):
            report.differ(id, "entropy", a, right)
    report.add("runs", True, name="entropy")
    report.add("shape", True)
    report.add("entropy", True)
    report.add("entropy-zeros", True)
    if report.failed("shape") or report.failed("entropy") or report.failed("entropy-zeros"):
        _name_entropy(report, trials)


def _name_entropy(report, trials):
    compute = lambda t, how: (entropy_of(t.weights, how),)
    full = [t for t in trials if 0.0 not in t.weights.numbers]
    for some in (trials, full, full[1:2], full[:1]):
        mistake, _ = recognise(some, ENTROPIES, compute)
        if mistake:
            report.name(mistake)
            return


# --- the picture ---------------------------------------------------------------------------------------------------

TOKENS = ["the", "cat", "sat", "down", "here"]


def _judge_plot(student, function):
    report = student.report
    weights = weights_of((5, 5), 9, True)
    tensor = tensor_of(weights)
    before = copy_of(tensor)
    picture, failed = drawn(student, function, tensor, list(TOKENS))
    if failed:
        report.crash("runs", "plot_attention", failed)
        return
    if not untouched(tensor, before):
        _changed(student)
    report.add("runs", True, name="plot_attention")
    if picture is None or picture["image"] is None:
        report.add("draws", False)
        return
    report.add("draws", True)
    image = picture["image"]
    turned = swapped(weights, 0, 1)
    if alike(image, turned):
        report.differ("picture", "picture", image, weights)
        report.name("axes-swapped", "picture")
        return
    if not alike(image, weights):
        report.differ("picture", "picture", image, weights)
        return
    report.add("picture", True)
    x, y = picture["xlabel"].lower(), picture["ylabel"].lower()
    if "quer" in x and "key" not in x or "key" in y and "quer" not in y:
        report.add("picture", True)
        report.add("labels", False, axis="their sides")
        report.name("axes-swapped", "labels")
        return
    missing = [name for name, ticks in (("x (keys)", picture["x"]), ("y (queries)", picture["y"]))
               if not _tokens_in(ticks)]
    if missing:
        report.add("labels", False, axis=" and ".join(missing))
        report.name("no-token-labels", "labels")
        return
    report.add("labels", True)


def _tokens_in(ticks):
    """Whether every token is in the ticks, in order; ticks may say more ("0: the")."""
    own = [t for t in ticks if t]
    if len(own) < len(TOKENS):
        return False
    return all([token in tick for token, tick in zip(TOKENS, own)])
