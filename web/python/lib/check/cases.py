"""A student's class under known conditions: what is asked of it, a module with our numbers in it, one call of it."""
from .close import alike
from .dice import Dice
from .function_cases import as_kind
from .heads import multi
from .layers import pieces_of
from .readings import readings
from .recognise import recognise
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


# (B, H, T, S, d_k): all different; with T = S; with T = S = d_k, where even q @ k has a shape;
# with T = S = H, where tokens and heads can change places.
GENERAL = [(2, 3, 5, 7, 4), (3, 2, 4, 6, 5)]
SQUARE = [(2, 3, 5, 5, 4), (3, 2, 4, 4, 3)]
CUBE = [(2, 3, 4, 4, 4), (3, 2, 5, 5, 5)]
EVEN = [(2, 4, 4, 4, 3), (1, 3, 3, 3, 4)]


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
        mask = None if self.mask is None else as_kind(self.mask, kind)
        self.value, self.failed, changed = student.call(case.module, arrays, mask)
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


def explained(trials, variants):
    """The first (id, switches, reading) that explains all trials. The reading is the same in all of them."""
    if not trials:
        return None
    least = min([len(t.case.readings) for t in trials])
    for number in range(least):
        mistake, how = recognise(trials, variants, lambda t, h: output_of(t, h, number))
        if mistake:
            return mistake, how, number
    return None


def output_of(trial, how, number):
    made = trial.made(how, number, trial.results[0])
    return None if made is None else made[:1]


def show(report, trial, found):
    """The weights of the student's mistake beside the right ones: nearer to the cause than the output, which they replace."""
    if report.compare is not None and report.compare["what"] != "output":
        return
    mistake, how, number = found
    right = trial.right()
    made = trial.made(how, number)
    if right and made and made[1].shape == right[1].shape and not alike(made[1], right[1]):
        report.compare = None
        report.show("weights", made[1], right[1])
