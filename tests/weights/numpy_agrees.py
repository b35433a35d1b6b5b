# Reads a tensor from a safetensors file by hand and an array with NumPy: both must be the same, and NumPy must write
# the array with the very same bytes.    numpy_agrees.py FILE.safetensors NAME ARRAY.npy
import io
import json
import struct
import sys

import numpy

path, name, array_path = sys.argv[1:]
with open(path, "rb") as file:
    data = file.read()
(length,) = struct.unpack("<Q", data[:8])
entry = json.loads(data[8 : 8 + length])[name]
begin, end = entry["data_offsets"]
wanted = numpy.frombuffer(data[8 + length :][begin:end], "<f4").reshape(entry["shape"])

array = numpy.load(array_path)
assert array.dtype == wanted.dtype and array.shape == wanted.shape and array.tobytes() == wanted.tobytes()
again = io.BytesIO()
numpy.save(again, array)
with open(array_path, "rb") as file:
    assert again.getvalue() == file.read()
