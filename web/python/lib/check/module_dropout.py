"""Dropout in a class, and heads that do not divide its width."""
from .arrays import Array
from .attention import plus
from .cases import GENERAL, Case, Trial
from .close import alike
from .dice import Dice

def judge_dropout(student, cls, task):
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


def judge_divides(student, cls, task):
    """num_heads that do not divide embed_dim: any error is right, none is a remark."""
    module, failed = student.make(cls, 10, 3)
    if failed:
        return
    dice = Dice(5)
    x = dice.array((2, 4, 10), 1.5)
    _, failed, _ = student.call(module, [x, x] if task.cross else [x])
    if not failed:
        student.report.remark("divides")
