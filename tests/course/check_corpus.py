"""Runs the whole corpus of student programs through the checker under real PyTorch. Skipped where there is none.

python3 tests/course/check_corpus.py [WORD]   only programs whose path has WORD in it, with the checker's words
"""
import sys
import time

import corpus


def main():
    try:
        import torch  # noqa: F401
    except ImportError:
        print("skipped: no PyTorch here")
        return 0
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    failed = count = 0
    for exercise, name, path in corpus.programs():
        if word not in path:
            continue
        count += 1
        with open(path, encoding="utf-8") as f:
            source = f.read()
        start = time.time()
        result = corpus.judged(exercise, source)
        wrong = corpus.complaint(name, result)
        if wrong:
            failed += 1
        if wrong or word:
            print("%s %s/%s: %s (%.2f s)" % ("FAILED" if wrong else "ok", exercise, name, wrong or result["mistake"], time.time() - start))
            for check in result["checks"]:
                if not check["ok"]:
                    print("    ", check["id"] + ":", check["message"])
            if result["error"]:
                print("    ", result["error"])
            for remark in result["remarks"]:
                print("     remark:", remark["message"])
    print("%d programs, %d not as their name says" % (count, failed))
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
