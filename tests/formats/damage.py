"""Reads damaged Parquet files with Stint: bytes changed or cut, by seed, over the whole file.

The outcome must be rows, as where no checksum guards a value, or the user's error that names the
file: never an internal error, a hang or an exhausted heap. See ../README.md.
"""

import argparse
import collections
import random
import tempfile
import time
from pathlib import Path

import engines
import sweep

# A statement, as a process of its own.
SLOW_SECONDS = 5
QUERIES = (
    "SELECT * FROM parquet.`{}`",
    "SELECT count(*), sum(whole), min(text), max(key) FROM parquet.`{}` WHERE big > 100 AND text >= 'a'",
)


def damaged(intact, draw):
    """A copy with some bytes changed or the end cut, and what was done."""
    made = bytearray(intact)
    footer = len(made) - 8 - int.from_bytes(made[-8:-4], "little")
    match draw.randrange(4):
        case 0:
            return bytes(made[: draw.randrange(len(made))]), "cut"
        case 1:
            place = draw.randrange(len(made))
            made[place] ^= 1 << draw.randrange(8)
        case 2:
            place = draw.randrange(footer, len(made))
            made[place] = draw.randrange(256)
        case _:
            place = draw.randrange(len(made))
            for i in range(place, min(place + draw.randrange(1, 20), len(made))):
                made[i] = draw.randrange(256)
    return bytes(made), f"changed at {place}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="damages of each file")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    outcomes = collections.Counter()
    failures = []
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        for name, _, _, write in sweep.pyarrow_files(sweep.source_rows(100)):
            whole = Path(scratch) / "whole.parquet"
            write(whole)
            intact = whole.read_bytes()
            cases = []
            for number in range(arguments.rounds):
                path = Path(scratch) / f"damaged{number}.parquet"
                draw = random.Random(f"{arguments.seed} {name} {number}")
                content, what = damaged(intact, draw)
                path.write_bytes(content)
                cases.append((path, QUERIES[number % 2].format(path), f"{name}, round {number}, {what}"))
            start = time.monotonic()
            for (path, _, what), (code, _, errors) in zip(
                cases, engines.outcomes([query for _, query, _ in cases], home), strict=True
            ):
                outcomes[code] += 1
                is_named = code == 0 or path.name in errors or "column" in errors
                if code not in (0, 1) or not is_named:
                    failures.append(f"{what}: exit code {code}, {errors[:300]}")
            if time.monotonic() - start > SLOW_SECONDS * len(cases):
                failures.append(f"{name}: took {time.monotonic() - start:.0f} s")
    print(f"exit codes: {dict(outcomes)}")
    engines.finish("damage", sum(outcomes.values()), failures)


if __name__ == "__main__":
    main()
