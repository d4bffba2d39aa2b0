"""Spark as an engine of the benchmarks: answers statements as `EngineMain` does.

Arguments: the number of threads, then each table as `name=file`. Settings are Spark's own, but for
4 GB of memory. Needs PySpark, a JDK 17 or 21 in JAVA_HOME, and Linux.
"""

import json
import os
import sys
import time
from pathlib import Path

from pyspark.sql import SparkSession

TICKS = os.sysconf("SC_CLK_TCK")


def processes():
    """This process and Spark's JVM, its only child."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [Path("/proc/self"), *(Path("/proc", child) for child in children)]


def cpu_seconds():
    fields = [(p / "stat").read_text().rpartition(") ")[2].split() for p in processes()]
    return sum(int(f[11]) + int(f[12]) for f in fields) / TICKS


def peak_bytes():
    lines = [line for p in processes() for line in (p / "status").read_text().splitlines()]
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM:"))


def main():
    # Spark prints on standard output too: answers go where it was, all else to standard error.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    threads, *tables = sys.argv[1:]
    session = (
        SparkSession.builder.master(f"local[{threads}]")
        .config("spark.driver.memory", "4g")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    for table in tables:
        name, _, file = table.partition("=")
        session.read.parquet(file).createOrReplaceTempView(name)
    for line in sys.stdin:
        for process in processes():
            (process / "clear_refs").write_text("5")
        cpu, start = cpu_seconds(), time.perf_counter()
        rows = len(session.sql(json.loads(line)).collect())
        wall = (time.perf_counter() - start) * 1000
        used = (cpu_seconds() - cpu) * 1000
        print(f"ANSWER {wall:.3f} {used:.3f} {peak_bytes()} {rows} -1 -1 -1", file=answers)
    session.stop()


if __name__ == "__main__":
    main()
