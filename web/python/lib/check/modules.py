"""Exercises 1 (second half), 2 and 5: classes with learned layers. One flow, with what differs in a Task."""
from .attention import plus
from .cases import CUBE, EVEN, GENERAL, SQUARE, Case, Trial, explained, show
from .close import alike, same
from .module_dropout import judge_divides, judge_dropout
from .module_masks import judge_batch, judge_masks
from .student import described
from .trusted import array_of


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
        judge_masks(student, task, cases)
    judge_batch(student, task, cases[0])
    if task.heads:
        judge_dropout(student, cls, task)
        judge_divides(student, cls, task)


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
    found = explained(alive, variants)
    if not found and task.cross:
        found = explained([t for t in alive if t.case.tokens == t.case.keys], variants)
    if not found and (not alive or len(alive) < len(trials)):
        for sizes in (SQUARE, CUBE, EVEN) if task.heads else (SQUARE, CUBE):
            more = []
            for i, s in enumerate(sizes):
                c = Case(task, s, i + 41)
                if c.build(student, cls, 0.0 if not report.failed("dropout-name") else None):
                    t = Trial(c).run(student)
                    if not t.failed and t.results[0] is not None:
                        more.append(t)
            found = found or explained(more, variants)
            for t in more:
                if not found and _returns_weights(t):
                    report.name("returns-weights")
                    return
            if found:
                alive = more
                break
    if found:
        show(report, alive[0], found)
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
