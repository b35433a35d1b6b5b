# Runs the programs that `attn export numpy` (or pytorch) writes, and compares every digit that they print with the
# matrices that `attn export json` gives: as the figure rounds them, two decimals.
#     programs_print.py numpy|pytorch ATTN [COUNT]
# COUNT random configurations are tried after those that each option and each mistake gets. At the end one of them
# prints into an encoding that lacks its letters, as into a file on Windows.
import contextlib
import io
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
from urllib.parse import quote

library, attn = sys.argv[1:3]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 60

MISTAKES = [
    "no-scaling", "softmax-over-queries", "mask-after-softmax", "padding-on-rows", "view-without-transpose",
    "dropout-left-on", "no-w-o", "heads-averaged", "keys-from-queries", "mask-turned-round",
]
BUSY = "text=the+cat+sat+on+it&mask=both&pad=1&bias=on&"
HOSTILE = [
    "\"\"\" \\\" ''' # \\N{DASH} {x} %s", "=cmd|' /C calc'!A0 +1 -2 @x", "<script>alert(1)</script>", "שלום \u202etac\u202c 日本 👩‍🚀",
    "a\nimport os\nos._exit(3)", "__import__('os')",
]
settings = ["", "mask=none", "mask=padding&pad=2", "window=2", "window=2&mask=none", "causal-offset=1",
            "causal-offset=-2", "paint=1:1,2-3:1-2", "paint=*:1", "scale=off", "scale=0.4&temperature=0.5",
            "temperature=3", "softcap=2", "dropout=0.3", "dropout=0.3&draws=7&mask=both&pad=1", "kv-heads=1&heads=4", "memory=der+Hund+bellt&mask=both&pad=1",
            "memory=a+b&causal-offset=-1&bias=on", "bias=on", "unit=characters&text=to+be", "text=a", "d-model=64&heads=8",
            "text=a+a+a+a+a+a+a+a&mask=none", "edits=x.1.2:0.5:-1,w_o.2.2:3",
            # A number of its output is just between two printed ones, and NumPy's sum tips it.
            "seed=1362&text=-+a+is+a+it+%3D+%3D+it+is+and+on&mask=causal&pad=2&d-model=16&heads=4&kv-heads=2&bias=on"]
settings += ["text=" + quote(text) for text in HOSTILE] + ["unit=characters&text=" + quote(text) for text in HOSTILE]
settings += [BUSY + "break=" + mistake for mistake in MISTAKES]
settings += [BUSY + "memory=der+Hund&dropout=0.2&paint=2:*&break=" + mistake for mistake in MISTAKES]
settings += [BUSY + "break=" + ",".join(MISTAKES)]
dice = random.Random(1)
for seed in range(count):
    parts = [f"seed={seed}", f"text={'+'.join(dice.choices('the cat sat on a mat and it is = - 1'.split(), k=dice.randint(1, 12)))}",
             f"mask={dice.choice(['none', 'causal', 'padding', 'both'])}", f"pad={dice.choice([0, 0, 2])}"]
    d_model, heads, kv = dice.choice([(8, 2, 1), (12, 3, 3), (16, 4, 2), (6, 1, 1)])
    parts += [f"d-model={d_model}&heads={heads}&kv-heads={kv}"]
    for option in ["bias=on", "dropout=0.25", "softcap=3", "temperature=0.7", "scale=0.3", "window=2", "memory=x+y+z+w", "causal-offset=2"]:
        if dice.random() < 0.25:
            parts.append(option)
    settings.append("&".join(parts))


def run(*words):
    return subprocess.run([attn, "export", *words], capture_output=True, check=True).stdout.decode()


def shown(x):
    (x,) = struct.unpack("<f", struct.pack("<f", float(x)))  # JSON has the shortest decimal of a float32
    text = f"{x:.2f}"
    return text.lstrip("-") if float(text) == 0 else text


def tables(printed):
    out, lines, i = {}, printed.split("\n"), 0
    while i < len(lines):
        if lines[i].endswith("]") and "  [" in lines[i]:
            name, shape = lines[i][:-1].rsplit("  [", 1)
            rows = int(shape.split(" x ")[0])
            out[name] = [line[12:].split() for line in lines[i + 2 : i + 2 + rows]]
            i += 1 + rows
        i += 1
    return out


GIVEN = {"embedding", "position", "memory_embedding", "memory_position", "mask", "dice", "keep"}
cells = 0
for setting in settings:
    program = run(library, *([setting] if setting else []))
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(program, setting, "exec"), {})
    have = tables(output.getvalue())
    wanted = {}
    for matrix in json.loads(run("json", *([setting] if setting else [])))["matrices"]:
        if matrix["matrix"] in GIVEN or matrix["matrix"][:2] in ("w_", "b_"):
            continue
        wanted[matrix["name"]] = [[shown(x) for x in row] for row in matrix["values"]]
    if have != wanted:
        for name in sorted(have.keys() | wanted.keys()):
            if have.get(name) != wanted.get(name):
                sys.exit(f"{setting}\n{name}\nprinted {have.get(name)}\nwanted  {wanted.get(name)}")
    cells += sum(len(row) for table in wanted.values() for row in table)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "attention.py")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(run(library, "text=" + quote("日本 naïve 👩‍🚀")))
    done = subprocess.run([sys.executable, path], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"})
    printed = done.stdout.decode("cp1252")
    if done.returncode or "\\u65e5" not in printed or "naïve" not in printed:
        sys.exit(f"into cp1252: {done.stderr.decode(errors='replace')}\n{printed}")
print(f"{len(settings)} programs print {cells} numbers as the figure shows them")
