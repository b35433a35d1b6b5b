"""Which checks an exercise has, and whether the checker can still trust itself."""
import sys
from .arrays import from_nested, product, softmax, to_nested
from .cases import Task
from .close import alike
from .functions import judge_function
from .looking import judge_looking
from .masking import judge_masking
from .modules import judge_module
from .report import Report
from .student import Student
from .trusted import array_of, tensor_of
from .variants import CROSS, MULTI, SELF

HELD = ("other-sizes", "rows", "hidden", "future", "batch", "inputs", "eval", "pad-id", "entropy-zeros")


SELF_ATTENTION = Task("SelfAttention", False, False, SELF)
MULTI_HEAD = Task("MultiHeadAttention", True, False, MULTI)
CROSS_ATTENTION = Task("CrossAttention", True, True, CROSS)


def _basic(student):
    judge_function(student)
    student.report.part = "class-"
    judge_module(student, SELF_ATTENTION)


def _multi_head(student):
    judge_module(student, MULTI_HEAD)


def _cross(student):
    judge_module(student, CROSS_ATTENTION)


EXERCISES = {"1": _basic, "2": _multi_head, "3": judge_masking, "4": judge_looking, "5": _cross}


def judge(exercise, namespace, line_of=None):
    """The judgement of a program.

    `exercise` is 1 to 5 (or "1" to "5"), `namespace` the program's global names after it ran, `line_of(exception)` an
    optional way to find the student's line. Gives a dict that JSON can hold: passed; checks, each {id, ok, message,
    held}, where held ones are those that the page does not show beforehand, and the one that names the mistake has named:
    True; mistake (an id of mistakes.py or None);
    error ({type, line, message} of the first exception in student code, or None); remarks ({id, message}); hints (what
    differs, where first, which line, a right line); compare ({what, yours, right, first_difference, at} or None);
    counts ({shown, held, ok}). The same program gets the same judgement every time.
    """
    key = str(exercise)
    if key not in EXERCISES:
        raise ValueError("there is no exercise " + key + "; there are 1 to " + str(len(EXERCISES)))
    report = Report(HELD)
    student = Student(namespace, line_of, report)
    try:
        EXERCISES[key](student)
    except KeyboardInterrupt:
        # Out of time. Where the checker was looking for the mistake of a program that is wrong, it says what it knows.
        if student.busy or report.passed() or not report.checks:
            raise
    if not _sane():
        report.add("trust", False)
    return report.result()


def _sane():
    """Whether comparing and calculating still tell wrong from right: a program may have replaced built-in names."""
    try:
        a = from_nested([[1.0, 2.0], [3.0, 4.0]])
        b = from_nested([[1.0, 2.0], [3.0, 4.5]])
        back = array_of(tensor_of(a))
        return (not alike(a, b) and not alike(back, b) and alike(back, a)
                and to_nested(product(a, b)) == [[7.0, 11.0], [15.0, 24.0]]
                and 0.26 < softmax(a, -1).numbers[0] < 0.27)
    except Exception:
        return False


def seal():
    """Takes the checker out of the modules that a program can import, so that it gets a copy of its own at most."""
    for name in list(sys.modules):
        if name == "check" or name.startswith("check."):
            del sys.modules[name]
    return judge
