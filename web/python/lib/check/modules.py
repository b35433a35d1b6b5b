"""Exercises 1 (second half), 2 and 5: classes with learned layers. One flow, with what differs in a Task."""
from math import sqrt
from .arrays import Array, from_nested
from .attention import MASKS, plus
from .close import alike, same
from .dice import Dice, mask_rows
from .functions import as_kind
from .heads import multi
from .layers import pieces_of
from .readings import readings
from .recognise import recognise
from .report import shown
from .student import described
from .trusted import array_of


class Task:
    """What a class is asked for: its name, whether it has heads, a memory, masks and dropout, and its mistakes."""

    def __init__(self, name, heads, cross, variants):
        self.name = name
        self.heads = heads
        self.cross = cross
        self.masks = heads
        self.variants = variants
        rights = [{}] if heads else [{"out": "none"}, {}]
        if heads:
            rights.append({"split": "strided", "merge": "strided"})
        self.rights = rights


# (B, H, T, S, d_k): all different; with T = S; with T = S = d_k, where even q @ k has a shape.
GENERAL = [(2, 3, 5, 7, 4), (3, 2, 4, 6, 5)]
SQUARE = [(2, 3, 5, 5, 4), (3, 2, 4, 4, 3)]
CUBE = [(2, 3, 4, 4, 4), (3, 2, 5, 5, 5)]


class Case:
    """A module of the student's with known numbers in its layers, its inputs, and what it made of them."""

    def __init__(self, task, sizes, seed):
        b, h, t, s, d = sizes
        self.task, self.seed = task, seed
        self.batch, self.tokens, self.keys = b, t, s if task.cross else t
        self.heads = h if task.heads else 1
        self.embed = d * self.heads
        dice = Dice(seed)
        self.x = dice.array((b, t, self.embed), 1.5)
        self.memory = dice.array((b, s, self.embed), 1.5) if task.cross else self.x
        self.module = None
        self.readings = []
        self.caches = []
        self.rights = task.rights
        self.failed = None

    def settle(self, trial):
        """Keeps the one reading that a right trial has shown to be meant."""
        if trial.reading is not None:
            self.readings, self.caches = [self.readings[trial.reading]], [self.caches[trial.reading]]
            self.rights = [trial.fitting]
            trial.reading = 0

    def build(self, student, cls, dropout=0.0):
        """Makes the module in eval() with numbers of our own; False if it raised."""
        arguments = [self.embed] + ([self.heads] if self.task.heads else [])
        named = {"dropout": dropout} if dropout is not None and self.task.heads else {}
        self.module, self.failed = student.make(cls, *arguments, **named)
        if self.failed:
            return False
        _, self.failed = student.make(self.module.eval)
        pieces, failed = student.make(pieces_of, self.module, self.seed + 100)
        self.failed = self.failed or failed
        if self.failed:
            return False
        self.readings = readings(pieces, self.embed, self.heads, self.task.cross)
        self.caches = [{} for _ in self.readings]
        return True


class Trial:
    """One call of a case's module."""

    def __init__(self, case, mask=None):
        self.case = case
        self.mask = mask
        self.value = None
        self.failed = None
        self.results = (None,)
        self.reading = self.fitting = None
        self._right = None
        self._known = False

    def run(self, student, kind="bool", x=None, memory=None):
        case = self.case
        arrays = [x or case.x]
        if case.task.cross:
            arrays.append(memory or case.memory)
        if self.mask is not None:
            arrays.append(as_kind(self.mask, kind))
        self.value, self.failed, changed = student.call(case.module, arrays)
        if changed:
            student.report.add("inputs", False, what="x, memory or the mask" if case.task.cross else "x or the mask")
        first = self.value
        if isinstance(first, (tuple, list)) and len(first) > 0:
            first = first[0]
        self.results = (array_of(first),)
        return self

    def made(self, how, number, wanted=None):
        """What reading `number` gives under switches: (output, weights, scores) or None; `wanted` as in multi()."""
        case = self.case
        return multi(case.readings[number], case.x, case.memory, case.heads, self.mask, how, case.caches[number], wanted)

    def shape(self):
        return (self.case.batch, self.case.tokens, self.case.embed)

    def right(self):
        """(output, weights, scores) of the reading that fits, or of the likeliest; None where layers are missing."""
        if not self._known:
            self._right, self._known = self._find_right(), True
        return self._right

    def _find_right(self):
        first = None
        for number in range(len(self.case.readings)):
            reading = self.case.readings[number]
            if not reading.has("qkv") or reading.guess:
                continue
            for how in self.case.rights:
                made = self.made(how, number)
                if made is None or made[0].shape != self.shape():
                    continue
                if alike(self.results[0], made[0]) and not reading.shared:
                    self.reading, self.fitting = number, how
                    return made
                first = first or made
        return first


def _sizes(task):
    return GENERAL + SQUARE[:1] if task.cross else GENERAL


def judge_module(student, task):
    """All checks of the class."""
    report = student.report
    cls = student.fetch(task.name, "class")
    if cls is None:
        return
    cases = [Case(task, s, i + 1) for i, s in enumerate(_sizes(task))]
    for c in cases:
        if not c.build(student, cls):
            bare = Case(task, GENERAL[0], 1)
            if task.heads and bare.build(student, cls, None):
                report.crash("dropout-name", task.name, c.failed)
                cases = [Case(task, s, i + 1) for i, s in enumerate(_sizes(task))]
                if not all([d.build(student, cls, None) for d in cases]):
                    return
                break
            report.crash("makes", task.name, c.failed,
                         arguments="embed_dim=%d, num_heads=%d" % (c.embed, c.heads) if task.heads else "embed_dim=%d" % c.embed)
            return
    report.add("makes", True, name=task.name)
    trials = [Trial(c).run(student) for c in cases]
    good = _judge_plain(report, task, trials)
    if not good:
        _name_plain(student, cls, task, trials)
    report.add("inputs", True)
    if report.failed("inputs"):
        report.name("changes-input", "inputs")
    if not good:
        return
    for t in trials:
        t.case.settle(t)
    if task.masks:
        _judge_masks(student, task, cases)
    _judge_batch(student, task, cases[0])
    if task.heads:
        _judge_dropout(student, cls, task)
        _judge_divides(student, cls, task)


def _judge_plain(report, task, trials):
    """Runs, returns, shape and numbers without a mask."""
    crashed = [t for t in trials if t.failed]
    if crashed:
        report.crash("runs", task.name, crashed[0].failed)
    else:
        report.add("runs", True, name=task.name)
    alive = [t for t in trials if not t.failed]
    for t in alive:
        if t.results[0] is None or isinstance(t.value, (tuple, list)) and len(t.value) > 3:
            report.add("returns", False, name=task.name, what=described(t.value),
                       asked="a tensor [B, T, E] is asked for, or a pair (output, weights)")
            return False
    if alive:
        report.add("returns", True, name=task.name)
    for t in alive:
        if t.results[0].shape != t.shape():
            given = "x " + str([t.case.batch, t.case.tokens, t.case.embed])
            if task.cross:
                given += ", memory " + str([t.case.batch, t.case.keys, t.case.embed])
            report.add("shape", False, what="output", yours=list(t.results[0].shape), right=list(t.shape()), given=given)
            return False
    if crashed:
        return False
    report.add("shape", True)
    for i, t in enumerate(trials):
        id = "values" if i == 0 else "other-sizes"
        right = t.right()
        if right is None:
            missing = [r for r in ("qkvo" if task.heads else "qkv")
                       if not any([c.has(r) for c in t.case.readings])]
            report.add("layers", False, name=task.name, missing=", ".join(missing) or "the roles")
            return False
        if not alike(t.results[0], right[0]):
            report.differ(id, "output", t.results[0], right[0])
            return False
        if any([r.shared and not r.guess for r in t.case.readings]):
            report.add(id, False, what="layers", where="", yours="one layer for queries and keys", right="two")
            report.name("same-projection", id)
            return False
        report.add(id, True)
    return True


def _variants(task):
    out = list(task.variants)
    if not task.heads:
        out = [(id, plus(how, {"out": o})) for id, how in out for o in ("none", "layer")]
    return out


def _explained(trials, variants):
    """The first (id, switches, reading) that explains all trials. The reading is the same in all of them."""
    if not trials:
        return None
    least = min([len(t.case.readings) for t in trials])
    for number in range(least):
        mistake, how = recognise(trials, variants, lambda t, h: _output(t, h, number))
        if mistake:
            return mistake, how, number
    return None


def _output(trial, how, number):
    made = trial.made(how, number, trial.results[0])
    return None if made is None else made[:1]


def _name_plain(student, cls, task, trials):
    """Names the mistake of a class that is wrong without a mask."""
    report = student.report
    if report.failed("inputs"):
        return
    for t in trials:
        if not t.failed and _returns_weights(t):
            report.name("returns-weights")
            return
    variants = _variants(task)
    alive = [t for t in trials if not t.failed and t.results[0] is not None]
    found = _explained(alive, variants)
    if not found and task.cross:
        found = _explained([t for t in alive if t.case.tokens == t.case.keys], variants)
    if not found and (not alive or len(alive) < len(trials)):
        for sizes in (SQUARE, CUBE):
            more = []
            for i, s in enumerate(sizes):
                c = Case(task, s, i + 41)
                if c.build(student, cls, 0.0 if not report.failed("dropout-name") else None):
                    t = Trial(c).run(student)
                    if not t.failed and t.results[0] is not None:
                        more.append(t)
            found = found or _explained(more, variants)
            for t in more:
                if not found and _returns_weights(t):
                    report.name("returns-weights")
                    return
            if found:
                alive = more
                break
    if found:
        _show(report, alive[0], found)
        report.name(found[0])
        return
    _name_by_layers(student, cls, task, trials)


def _name_by_layers(student, cls, task, trials):
    """What can be said when no reference explains the output: random outputs in eval(), layers that are missing."""
    report = student.report
    alive = [t for t in trials if not t.failed and t.results[0] is not None]
    for t in alive[:1]:
        again = [Trial(t.case).run(student) for _ in range(6)]
        right = t.right()
        if right and not all([alike(a.results[0], t.results[0]) for a in again]) and _some_row(again, right[0]):
            report.name("dropout-in-eval")


def _some_row(trials, right):
    """Whether any row of any output is right: dropout spares some rows, other dice none."""
    n = right.shape[-1]
    for t in trials:
        a = t.results[0]
        if a is not None and a.shape == right.shape:
            for start in range(0, len(right.numbers), n):
                if all([same(a.numbers[i], right.numbers[i]) for i in range(start, start + n)]):
                    return True
    return False


def _show(report, trial, found):
    """The weights of the student's mistake beside the right ones: nearer to the cause than the output."""
    mistake, how, number = found
    right = trial.right()
    made = trial.made(how, number)
    if right and made and made[1].shape == right[1].shape and not alike(made[1], right[1]):
        report.compare = None
        report.show("weights", made[1], right[1])


def _returns_weights(trial):
    """Whether the value holds the attention weights where the output belongs."""
    pair = trial.value if isinstance(trial.value, (tuple, list)) else (trial.value,)
    first = array_of(pair[0]) if len(pair) else None
    if first is None or first.shape == trial.shape():
        return False
    if len(pair) > 1:
        second = array_of(pair[1])
        if second is not None and second.shape == trial.shape():
            return True
    c = trial.case
    return first.shape[-1] == c.keys and first.shape[-2:] == (c.tokens, c.keys) and first.shape[0] in (c.batch, c.heads, c.batch * c.heads)


# --- masks ---------------------------------------------------------------------------------------------------------

RANKS = ("TS", "B11S", "B1TS")


def _mask(case, rank, seed):
    dice = Dice(seed)
    t, s = case.tokens, case.keys
    if rank == "TS":
        return from_nested(mask_rows(dice, t, s))
    if rank == "open":  # hides nothing: tells a mask that makes NaN from one that comes after softmax
        return from_nested([[True] * s for _ in range(t)])
    if rank == "B11S":
        return from_nested([[[mask_rows(dice, 1, s)[0]]] for _ in range(case.batch)])
    return from_nested([[mask_rows(dice, t, s)] for _ in range(case.batch)])


def _judge_masks(student, task, cases):
    report = student.report
    square = [c for c in cases if c.tokens == c.keys]
    plan = [(square[0], "TS"), (cases[0], "B11S"), (cases[1], "B1TS"), (cases[1], "TS"),
            (square[0], "open")]
    tried = []
    for kind in ("bool", "int", "float"):
        trials = [Trial(c, _mask(c, r, 61 + i)).run(student, kind) for i, (c, r) in enumerate(plan)]
        causal = Trial(square[0], from_nested([[j <= i for j in range(square[0].keys)] for i in range(square[0].tokens)]))
        trials.append(causal.run(student, kind))
        if all([_fits(t) for t in trials]):
            report.add("mask-runs", True)
            report.add("mask", True)
            if kind != "bool":
                report.remark("mask-kind", kind="1 and 0" if kind == "int" else "1.0 and 0.0")
            _judge_future(student, causal, kind)
            return
        tried.append(trials)
    variants = [(id, plus(how, r)) for id, how in MASKS for r in square[0].rights]
    chosen = None
    for trials in tried:
        alive = [t for t in trials if not t.failed and t.results[0] is not None]
        found = _explained(alive, variants) or _explained([t for t in alive if t.case is square[0]][:1], variants)
        if found:
            _report_masks(report, task, trials)
            bad = [t for t in alive if not _fits(t)]
            if bad:
                _show(report, bad[0], found)
            report.name(found[0], "mask" if report.failed("mask") else "mask-runs")
            return
        if alive and chosen is None:
            chosen = trials
    _report_masks(report, task, chosen or tried[0])


def _fits(trial):
    if trial.failed or trial.results[0] is None:
        return False
    right = trial.right()
    return right is not None and alike(trial.results[0], right[0])


def _report_masks(report, task, trials):
    crashed = [t for t in trials if t.failed]
    if crashed:
        report.crash("mask-runs", task.name, crashed[0].failed)
    for t in trials:
        if not t.failed and not _fits(t) and t.results[0] is not None and t.right() is not None:
            report.differ("mask", "output", t.results[0], t.right()[0])
            return
    if not crashed:
        report.add("mask", False, what="output", where="", yours="nothing", right="numbers")


def _judge_future(student, causal, kind):
    """With a causal mask, other last tokens leave the earlier outputs as they were."""
    case, report = causal.case, student.report
    n, width = case.tokens, case.embed
    x = Array(case.x.shape, list(case.x.numbers))
    memory = Array(case.memory.shape, list(case.memory.numbers))
    for b in range(case.batch):
        for a, rows in ((memory if case.task.cross else x, case.keys),):
            for e in range(width):
                a.numbers[(b * rows + rows - 1) * width + e] += 1.5
    other = Trial(case, causal.mask).run(student, kind, x, memory)
    if other.failed or other.results[0] is None or other.results[0].shape != causal.results[0].shape:
        return
    for b in range(case.batch):
        for row in range(n - 1):
            for e in range(width):
                i = (b * n + row) * width + e
                if abs(other.results[0].numbers[i] - causal.results[0].numbers[i]) > 1e-3:
                    report.add("future", False, token=n - 1, row=row)
                    return
    report.add("future", True)


def _judge_batch(student, task, case):
    """Other numbers in the last sentence leave the first one's output as it was."""
    report = student.report
    first = Trial(case).run(student)
    x = Array(case.x.shape, list(case.x.numbers))
    for i in range(len(x.numbers) - case.tokens * case.embed, len(x.numbers)):
        x.numbers[i] += 0.5
    other = Trial(case).run(student, x=x)
    if first.failed or other.failed:
        return
    for i in range(case.tokens * case.embed):
        if abs(first.results[0].numbers[i] - other.results[0].numbers[i]) > 1e-3:
            report.add("batch", False, other=case.batch - 1, row=0)
            return
    report.add("batch", True)


# --- dropout -------------------------------------------------------------------------------------------------------

def _judge_dropout(student, cls, task):
    report = student.report
    case = Case(task, GENERAL[1], 2)
    if not case.build(student, cls, 1.0):
        report.crash("dropout-name", task.name, case.failed)
        return
    report.add("dropout-name", True)
    once, twice = Trial(case).run(student), Trial(case).run(student)
    if once.failed or once.results[0] is None:
        report.crash("runs", task.name, once.failed) if once.failed else None
        return
    right = once.right()
    if not twice.failed and not alike(once.results[0], twice.results[0]):
        report.differ("eval", "output", once.results[0], twice.results[0])
    if right is None or not alike(once.results[0], right[0]):
        report.differ("eval", "output", once.results[0], right[0] if right else once.results[0])
    if report.failed("eval"):
        report.name("dropout-in-eval", "eval")
        return
    report.add("eval", True)
    _judge_training(student, task, case, once)


def _judge_training(student, task, case, still):
    report = student.report
    _, failed = student.make(case.module.train)
    loud = Trial(case).run(student)
    if failed or loud.failed:
        report.crash("runs", task.name, failed or loud.failed)
        return
    number = still.reading or 0
    bias = case.readings[number].roles["o"][1]
    n = case.embed
    left = Array(loud.shape(), [(bias[i % n] if bias else 0.0) for i in range(case.batch * case.tokens * n)])
    if alike(loud.results[0], left):
        report.add("dropout", True)
        return
    if alike(loud.results[0], still.results[0]):
        report.add("dropout", True)
        report.remark("dropout-unused")
        return
    if bias and not any(loud.results[0].numbers):
        report.add("dropout", True)
        report.remark("dropout-output")
        return
    report.differ("dropout", "output", loud.results[0], left)
    for how in task.rights:
        made = loud.made(plus(how, {"dropped": "scores"}), number)
        if made and alike(loud.results[0], made[0]):
            report.name("dropout-on-scores", "dropout")


def _judge_divides(student, cls, task):
    """num_heads that do not divide embed_dim: any error is right, none is a remark."""
    module, failed = student.make(cls, 10, 3)
    if failed:
        return
    dice = Dice(5)
    x = dice.array((2, 4, 10), 1.5)
    _, failed, _ = student.call(module, [x, x] if task.cross else [x])
    if not failed:
        student.report.remark("divides")
