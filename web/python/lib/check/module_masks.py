"""Masks given to a class, and what must not touch what: later tokens, other sentences."""
from .arrays import Array, from_nested
from .attention import MASKS, ON_THE_WAY, plus
from .cases import Trial, explained, show
from .close import alike
from .dice import Dice, mask_rows

RANKS = ("TS", "B11S", "B1TS")


def mask_of(case, rank, seed):
    dice = Dice(seed)
    t, s = case.tokens, case.keys
    if rank == "TS":
        return from_nested(mask_rows(dice, t, s))
    if rank == "open":  # hides nothing: tells a mask that makes NaN from one that comes after softmax
        return from_nested([[True] * s for _ in range(t)])
    if rank == "B11S":
        return from_nested([[[mask_rows(dice, 1, s)[0]]] for _ in range(case.batch)])
    return from_nested([[mask_rows(dice, t, s)] for _ in range(case.batch)])


def judge_masks(student, task, cases):
    report = student.report
    square = [c for c in cases if c.tokens == c.keys]
    plan = [(square[0], "TS"), (cases[0], "B11S"), (cases[1], "B1TS"), (cases[1], "TS"),
            (square[0], "open")]
    tried = []
    for kind in ("bool", "int", "float"):
        trials = [Trial(c, mask_of(c, r, 61 + i)).run(student, kind) for i, (c, r) in enumerate(plan)]
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
    variants = [(id, plus(how, r)) for id, how in MASKS + ON_THE_WAY for r in square[0].rights]
    chosen = None
    for trials in tried:
        alive = [t for t in trials if not t.failed and t.results[0] is not None]
        found = explained(alive, variants) or explained([t for t in alive if t.case is square[0]][:1], variants)
        if found:
            _report_masks(report, task, trials)
            bad = [t for t in alive if not _fits(t)]
            if bad:
                show(report, bad[0], found)
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


def judge_batch(student, task, case):
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
