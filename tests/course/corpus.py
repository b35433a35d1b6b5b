"""The corpus of student programs: where it is, how one runs, and what its file name expects.

`right_NAME.py` passes; `MISTAKE_N.py` fails with that mistake; `broken_NAME.py` fails, with an error or not.
"""
import contextlib
import io
import os
import sys
import tempfile
import types

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STUDENTS = os.path.join(ROOT, "tests", "course", "students")
sys.path.append(os.path.join(ROOT, "web", "python", "lib"))  # at the end: its torch is the page's, here the real one is wanted

# Ids that count as equal, as the course's list of mistakes has it.
ACCEPT = {
    "attends-over-heads": {"view-without-transpose"},
    "merge-without-transpose": {"view-without-transpose"},
    "scale-constant": {"scale-dk", "no-scale"},
    "mask-all-ones": {"mask-ignored"},
}
# Mistakes that need the right verdict only; naming them is welcome.
NOT_CORE = {
    "scale-multiplied", "scale-after-softmax", "scale-constant", "no-softmax", "q-k-swapped", "mask-nan", "mask-ignored",
    "values-not-projected", "no-projection", "returns-output-only", "changes-input", "padding-shape", "pad-id-ignored",
    "mask-all-ones", "values-from-x", "keys-from-x", "entropy-wrong-dim", "entropy-sign", "entropy-nan",
    "entropy-averaged", "similar-to-itself", "similar-in-mean", "no-token-labels",
}
CORE = {
    "no-scale", "scale-dk", "scale-embed-dim", "softmax-wrong-dim", "k-not-transposed", "view-without-transpose",
    "attends-over-heads", "merge-without-transpose", "mask-inverted", "mask-after-softmax", "mask-with-zero",
    "mask-transposed", "padding-on-rows", "causal-off-by-one", "no-out-proj", "out-proj-before-concat", "heads-averaged",
    "k-v-swapped", "values-are-keys", "same-projection", "dropout-in-eval", "dropout-on-scores", "one-head",
    "memory-as-query", "memory-ignored", "returns-weights", "entropy-in-bits", "axes-swapped", "least-similar",
}


def programs():
    """(exercise, file name, path) of every program, in order."""
    for exercise in sorted(os.listdir(STUDENTS)):
        folder = os.path.join(STUDENTS, exercise)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                yield exercise, name, os.path.join(folder, name)


def _kept():
    """torch as it is now, for a program that changes it."""
    import torch
    return [(place, dict(vars(place))) for place in (torch, torch.Tensor, torch.nn, torch.nn.functional, torch.nn.Module)]


def _put_back(kept):
    for place, was in kept:
        for name, value in dict(vars(place)).items():
            if name not in was:
                delattr(place, name)
            elif value is not was[name]:
                setattr(place, name, was[name])


@contextlib.contextmanager
def _elsewhere():
    """In a folder of its own: programs save pictures."""
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(here)


def judged(exercise, source, path="student.py"):
    """The judgement of a program's text. One that does not run gets what the harness would say."""
    from check import judge
    from check.lines import error_of

    kept = _kept()
    try:
        with contextlib.redirect_stdout(io.StringIO()), _elsewhere():
            return _judged(judge, error_of, exercise, source, path)
    finally:
        _put_back(kept)


def _judged(judge, error_of, exercise, source, path):
    sys.modules["student"] = module = types.ModuleType("student")  # data classes look their module up
    namespace = module.__dict__
    try:
        exec(compile(source, path, "exec"), namespace)
    except SyntaxError as e:
        error = {"type": "SyntaxError", "line": e.lineno, "message": e.msg}
        return {"passed": False, "checks": [], "mistake": None, "error": error, "remarks": []}
    except (Exception, SystemExit) as e:
        return {"passed": False, "checks": [], "mistake": None, "error": error_of(e), "remarks": []}
    return judge(exercise, namespace)


def expected(name):
    """'right', 'broken' or the id of a mistake."""
    return name.rsplit(".", 1)[0].rsplit("_", 1)[0] if not name.startswith(("right", "broken")) else name.split("_")[0]


def complaint(name, result):
    """What is not as the file name says, or None."""
    want = expected(name)
    if want == "right":
        return None if result["passed"] else "should pass"
    if result["passed"]:
        return "must not pass"
    if want == "broken":
        return None
    if want not in CORE | NOT_CORE:
        return "its name is no known mistake"
    if result["mistake"] == want or result["mistake"] in ACCEPT.get(want, ()):
        return None
    return "should be named %s, got %s" % (want, result["mistake"])
