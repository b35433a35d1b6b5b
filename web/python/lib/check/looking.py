"""Exercise 4: entropy(weights), most_similar_heads(weights), plot_attention(weights, tokens)."""
from math import log, nan
from .arrays import Array, from_nested, mapped, reduced, scaled, size_of, softmax, swapped
from .close import alike
from .dice import Dice
from .plots import drawn
from .recognise import recognise
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
        _judge_pair(student, pair)
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


# --- the most similar heads ----------------------------------------------------------------------------------------

def _heads(heads, seed, twins, n=5):
    """[H, n, n] where `twins` (i, j) are nearly the same and sharp, so that every measure agrees."""
    dice = Dice(seed)
    grids = []
    for h in range(heads):
        sharp = h in twins
        grid = []
        for row in range(n):
            scores = [dice.number(1.2) for _ in range(n)]
            # every head looks somewhere else, the twins at one place
            target = (row + (0 if sharp else 1 + h % (n - 1))) % n
            scores[target] += 4.5 if sharp else 2.0
            grid.append(scores)
        grids.append(grid)
    i, j = twins
    grids[j] = [[x + dice.number(0.05) for x in row] for row in grids[i]]
    return softmax(from_nested(grids), -1)


def _same_means(seed, pair):
    """Four heads whose rows do not sum to 1: those of `pair` have one mean and nothing else in common; the others are
    twins whose means differ a little."""
    dice = Dice(seed)
    n = 5
    base = [[dice.number(0.2) + 0.3 for _ in range(n)] for _ in range(n)]
    turned = [[row[(j + 2) % n] for j in range(n)] for row in base]
    one = [[1.0 if (i + j) % 2 else 0.25 for j in range(n)] for i in range(n)]
    two = [[x + (1 / 16 if i == 0 else 1 / 32) for i, x in enumerate(row)] for row in one]
    others = [i for i in range(4) if i not in pair]
    grids = [None] * 4
    grids[pair[0]], grids[pair[1]], grids[others[0]], grids[others[1]] = base, turned, one, two
    return from_nested(grids)


def _numbers(value):
    """The head numbers in whatever holds them, or None."""
    a = array_of(value)
    items = a.numbers if a is not None else value
    if isinstance(items, dict):
        items = list(items.keys())
    if isinstance(items, (tuple, list, set, frozenset)):
        items = list(items)
        if len(items) == 1:
            return _numbers(items[0])
        if len(items) == 2 and isinstance(items[0], (tuple, list)) and len(items[0]) == 2:
            return _numbers(items[0])  # (pair, measure)
    else:
        return None
    out = []
    for x in items:
        a = array_of(x)
        if a is not None:
            if len(a.numbers) != 1:
                return None
            x = a.numbers[0]
        if hasattr(x, "item"):
            x = x.item()
        if isinstance(x, bool) or not isinstance(x, (int, float)) or x != int(x):
            return None
        out.append(int(x))
    return out


def _distances(a):
    """For each pair of heads: negative distances and similarities by several measures, {pair: [numbers]}."""
    heads = a.shape[0]
    n = size_of(a.shape[1:])
    rows = [a.numbers[h * n : h * n + n] for h in range(heads)]
    out = {}
    for i in range(heads):
        for j in range(i + 1, heads):
            x, y = rows[i], rows[j]
            dot = sum([p * q for p, q in zip(x, y)])
            size = (sum([p * p for p in x]) * sum([q * q for q in y])) ** 0.5
            out[(i, j)] = [-sum([abs(p - q) for p, q in zip(x, y)]), -sum([(p - q) ** 2 for p, q in zip(x, y)]),
                           dot, dot / size if size else 0.0, -max([abs(p - q) for p, q in zip(x, y)])]
    return out


def _least(a):
    """The pairs that differ most, by each measure."""
    table = _distances(a)
    pairs = sorted(table)
    out = []
    for m in range(5):
        worst = pairs[0]
        for p in pairs:
            if table[p][m] < table[worst][m]:
                worst = p
        out.append(list(worst))
    return out


def _judge_pair(student, function):
    report = student.report
    answers = []
    for heads, twins, seed in ((4, (1, 3), 1), (5, (0, 4), 2), (6, (2, 3), 3), (4, (2, 3), 4), (3, (0, 2), 5)):
        weights = _heads(heads, seed, twins)
        value, failed, changed = student.call(function, [weights])
        if failed:
            report.crash("runs", "most_similar_heads", failed)
            return
        if changed:
            _changed(student)
        pair = _numbers(value)
        if pair is None or len(pair) not in (1, 2):
            report.add("two-heads", False, yours=described(value) if pair is None else str(pair))
            return
        pair = pair * 2 if len(pair) == 1 else pair
        pair = [p + heads if p < 0 else p for p in pair]
        answers.append((sorted(pair), list(twins), weights))
        if sorted(pair) != list(twins):
            report.add("pair", False, yours=shape(pair), right=shape(twins))
    report.add("runs", True, name="most_similar_heads")
    report.add("two-heads", True)
    report.add("pair", True)
    if not report.failed("pair"):
        return
    if all([a[0] == a[1] for a, _, _ in answers]):
        report.name("similar-to-itself", "pair")
        return
    for m in range(5):
        if all([pair == _least(w)[m] for pair, _, w in answers]):
            report.name("least-similar", "pair")
    if _by_means(student, function):
        report.name("similar-in-mean", "pair")
    if all([pair in _least(w) for pair, _, w in answers]):
        report.name("least-similar", "pair")


def _by_means(student, function):
    for seed, means in ((1, [0, 2]), (2, [1, 3]), (3, [0, 3]), (4, [1, 2]), (5, [2, 3])):
        value, failed, _ = student.call(function, [_same_means(seed, means)])
        pair = None if failed else _numbers(value)
        if pair is None or sorted(pair) != means:
            return False
    return True


def shape(pair):
    return str(pair[0]) + " and " + str(pair[1])


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
