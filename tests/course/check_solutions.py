"""Solutions pass the checker and print the engine's numbers, skeletons run and do not pass; under real PyTorch.

python3 tests/course/check_solutions.py [PATH OF attn]   without it the numbers are not compared
"""
import json
import os
import re
import subprocess
import sys

import corpus

COURSE = os.path.join(corpus.ROOT, "web", "course")
# What a solution prints after which words, and which matrices of the engine that is.
PRINTED = {
    "01_self_attention": [("Attention weights", "weights"), ("Output", "context"), ("The same of SelfAttention", "context")],
    "02_multi_head": [("Attention weights, head by head", "weights"), ("Output", "output")],
    "03_masking": [("Attention weights, head by head", "weights"), ("Output, head by head", "context")],
    "04_visualisation": [],
    "05_cross_attention": [("Attention weights, head by head", "weights"), ("Output", "output")],
}


def files(kind):
    folder = os.path.join(COURSE, kind)
    return [(name, os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".py")]


def run(path):
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120,
                          env=dict(os.environ, MPLBACKEND="Agg"))
    return done.returncode, done.stdout, done.stderr


def numbers_after(text, words):
    """The numbers between a line of `words` and the next line of words."""
    lines = text.split("\n")
    part = []
    for line in lines[lines.index(words) + 1 :]:
        if line and line[0].isalpha() and not line.startswith("tensor"):
            break
        part.append(line)
    return [float(x) for x in re.findall(r"-?\d+\.\d+", "\n".join(part))]


def flat(values):
    return [x for part in values for x in flat(part)] if isinstance(values, list) else [values]


def engine(attn, link):
    """{key of a matrix: its numbers, head after head} that attn has for a link."""
    out = subprocess.run([attn, "run", link, "--json"], capture_output=True, text=True, check=True).stdout
    found = {}
    for stage in json.loads(out)["stages"]:
        for matrix in stage["matrices"]:
            found.setdefault(matrix["key"], []).extend(flat(matrix["values"]))
    return found


def compare(name, source, text, attn):
    link = re.search(r'attn \w+ "([^"]+)"', source).group(1)
    if f"?{link}" not in source:
        return "its two links differ"
    if name == "04_visualisation":
        table = subprocess.run([attn, "measure", link], capture_output=True, text=True, check=True).stdout
        row = [line for line in table.split("\n") if line.startswith("entropy")][0]
        wanted = [float(x) for x in re.findall(r"\d+\.\d+", row)]
        return None if numbers_after(text, "Their means") == wanted else "its entropies are not the engine's"
    matrices = engine(attn, link)
    for words, key in PRINTED[name]:
        yours = numbers_after(text, words)
        wanted = matrices[key]
        if len(yours) != len(wanted) or any(abs(a - b) > 5.1e-5 for a, b in zip(yours, wanted)):
            return "%s: %s is not the engine's %s" % (name, words, key)
    return None


def main():
    try:
        import torch  # noqa: F401
    except ImportError:
        print("skipped: no PyTorch here")
        return 0
    attn = sys.argv[1] if len(sys.argv) > 1 else None
    wrong = []
    for kind in ("solution", "skeleton"):
        for name, path in files(kind):
            with open(path, encoding="utf-8") as f:
                source = f.read()
            result = corpus.judged(str(int(name[:2])), source)
            if result["passed"] != (kind == "solution"):
                wrong.append("%s/%s: passed is %s" % (kind, name, result["passed"]))
            if kind == "solution" and result["remarks"] and [r["id"] for r in result["remarks"]] != ["nan-row"]:
                wrong.append("%s/%s: %s" % (kind, name, result["remarks"]))
            code, text, errors = run(path)
            if code != 0:
                wrong.append("%s/%s: %s" % (kind, name, errors))
            elif kind == "solution" and attn:
                said = compare(name[:-3], source, text, attn)
                if said:
                    wrong.append(said)
    print("\n".join(wrong) if wrong else "solutions and skeletons are as they should be"
          + ("" if attn else "; numbers not compared"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
