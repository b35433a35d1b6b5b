"""Exercise 4: most_similar_heads(weights)."""
from .arrays import from_nested, size_of, softmax
from .dice import Dice
from .student import described
from .trusted import array_of


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


def judge_pair(student, function, changed):
    report = student.report
    answers = []
    for heads, twins, seed in ((4, (1, 3), 1), (5, (0, 4), 2), (6, (2, 3), 3), (4, (2, 3), 4), (3, (0, 2), 5)):
        weights = _heads(heads, seed, twins)
        value, failed, changed = student.call(function, [weights])
        if failed:
            report.crash("runs", "most_similar_heads", failed)
            return
        if changed:
            changed(student)
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
