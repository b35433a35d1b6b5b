"""The checker: judge(exercise, namespace) says whether a student's program does what an exercise asks.

It knows torch through trusted.py only, computes right answers and known mistakes in plain Python (arrays.py,
attention.py, heads.py), and compares. It runs under PyTorch and under the page's MicroPython alike. Whoever runs
student code imports it first and calls seal().
"""
from .judge import judge, seal
