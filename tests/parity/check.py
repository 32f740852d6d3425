"""Run the golden cases against an implementation and print the error of each one.

    python tests/parity/check.py                                      every shared case
    python tests/parity/check.py --dir FOLDER                         other cases of the same kinds
    python tests/parity/check.py --group dsp s2g s1 --only small -v   a subset
Exit status is 0 only if every selected case ran and passed.

The operations of an adapter are listed in OPERATIONS.md.
"""

import argparse
import importlib
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))  # run as a script: the repository is not on the path
from tests.parity.goldens import Book  # noqa: E402


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--adapter", default="tests.parity.adapter:Adapter", help="module:Class")
    parser.add_argument("--dir", type=Path, default=HERE / "shared")
    parser.add_argument("--group", nargs="*")
    parser.add_argument("--only", help="substring of the case id")
    parser.add_argument("--tol", type=float, help="override every tolerance")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("-v", action="store_true", help="one line per output")
    return parser.parse_args()


def run_case(book: Book, case: dict[str, Any], tolerance: float | None, verbose: bool) -> bool:
    """Run one case and print a line about it."""
    begun = time.time()
    try:
        found = book.run(case, tolerance)
        wrong = [c for c in found if not c.passed]
        worst = max(c.relative for c in found)
        line = f"{len(found) - len(wrong)}/{len(found)} rel {worst:.3e}"
        note = str(wrong[0])[:300] if wrong else ""
    except Exception as e:
        if verbose:
            raise
        found, wrong, line, note = [], [e], "-", f"{type(e).__name__}: {e}"
    verdict = "FAIL" if wrong else "PASS"
    print(f"{case['id']:<36} {verdict} {line:<26} {time.time() - begun:7.2f} s {note}")
    for comparison in found if verbose else []:
        print(f"      {comparison}")
    return not wrong


def main() -> int:
    a = arguments()
    module, _, name = a.adapter.partition(":")
    adapter = getattr(importlib.import_module(module), name or "Adapter")()
    book = Book(a.dir, adapter)
    cases = [c for c in book.cases if not a.group or c["group"] in a.group]
    cases = [c for c in cases if not a.only or a.only in c["id"]]
    if a.list:
        for case in cases:
            print(f"{case['id']:<34} {case['op']:<16} {case.get('about', '')}")
        return 0
    passed = sum(run_case(book, case, a.tol, a.v) for case in cases)
    print(f"{passed} of {len(cases)} cases passed")
    return 0 if cases and passed == len(cases) else 1


if __name__ == "__main__":
    sys.exit(main())
