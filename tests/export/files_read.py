# Reads what `attn export csv|json|npy` writes with Python's own csv and json and with NumPy: all three hold the same
# float32 numbers and the same labels, and no label is a formula to a spreadsheet.
#     files_read.py ATTN
import csv
import io
import json
import subprocess
import sys
from urllib.parse import quote

import numpy

attn = sys.argv[1]


def run(*words):
    return subprocess.run([attn, "export", *words], capture_output=True, check=True).stdout


for text in ["the cat sat", '=1+1 -2 @A1 "q", , ; \'', "<script> שלום 日本 👩‍🚀 \u202e"]:
    settings = "mask=both&pad=1&dropout=0.3&softcap=4&bias=on&text=" + quote(text)
    whole = json.loads(run("json", settings))
    tidy = list(csv.DictReader(io.StringIO(run("csv", settings).decode(), newline="")))
    marked = run("csv-bom", settings)  # what a spreadsheet reads by its mark
    assert marked.startswith(b"\xef\xbb\xbf") and marked.decode("utf-8-sig").encode() == run("csv", settings)
    assert len(tidy) == sum(m["shape"][0] * m["shape"][1] for m in whole["matrices"])
    assert {m["matrix"] for m in whole["matrices"]} == {line["matrix"] for line in tidy}
    stacks = {}
    for m in whole["matrices"]:
        values = numpy.array(m["values"], dtype=float).astype(numpy.float32)
        assert values.shape == tuple(m["shape"]) == (len(m["rows"]), len(m["cols"]))
        head = [] if m["head"] is None else ["--head", str(m["head"])]
        array = numpy.load(io.BytesIO(run("npy", "--tensor", m["matrix"], *head, settings)))
        assert array.dtype == numpy.float32 and array.tobytes() == values.tobytes(), m["name"]
        sheet = list(csv.reader(io.StringIO(run("csv", "--tensor", m["matrix"], *head, settings).decode(), newline="")))
        assert sheet[0][0] == m["matrix"]
        labels = sheet[0][1:] + [line[0] for line in sheet[1:]]
        for have, label in zip(labels, m["cols"] + m["rows"], strict=True):
            assert have.removeprefix("'") == label.removeprefix("'") and have[0] not in "=+-@", (have, label)
        numbers = numpy.array([line[1:] for line in sheet[1:]], dtype=float).astype(numpy.float32)
        assert numbers.tobytes() == values.tobytes(), m["name"]
        stacks.setdefault(m["matrix"], []).append(values)
        lines = [line for line in tidy if line["matrix"] == m["matrix"] and line["head"] == str(m["head"] or "")]
        assert numpy.array([line["value"] for line in lines], dtype=float).astype(numpy.float32).tobytes() == values.tobytes()
    stack = numpy.load(io.BytesIO(run("npy", "--tensor", "weights", settings)))
    assert stack.shape == (2,) + stacks["weights"][0].shape and (stack == numpy.stack(stacks["weights"])).all()
print("csv, json and npy hold the same numbers")
