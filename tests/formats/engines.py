"""Stint and Spark as the commands of this folder call them."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Ends the rows of a statement among those of many.
END = "end of the statement"

ROOT = Path(__file__).resolve().parents[2]


def stint(*arguments, home):
    """Runs Stint's command line; gives its exit code, output and errors."""
    environment = dict(os.environ, STINT_HOME=str(home))
    command = os.environ.get("STINT", str(ROOT / "stint"))
    done = subprocess.run(
        [command, *arguments], env=environment, capture_output=True, text=True, timeout=300
    )
    return done.returncode, done.stdout, done.stderr


def rows(sql, home, *options, zone="UTC"):
    """The rows of a query as lists of JSON values, decimals and floats kept as their text."""
    code, output, errors = stint(
        "sql", "-q", "--time-zone", zone, "--format", "json", *options, sql, home=home
    )
    if code != 0:
        raise AssertionError(f"exit code {code}: {errors.strip()}")
    return [list(json.loads(line, parse_float=str).values()) for line in output.splitlines() if line]


def outcomes(statements, home, *options):
    """Exit code, rows and errors of each statement, of as few processes as failures allow."""
    made = []
    while len(made) < len(statements):
        rest = statements[len(made) :]
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write("".join(f"{sql};\nSELECT '{END}' AS `{END}`;\n" for sql in rest))
            file.flush()
            code, output, errors = stint("sql", "-q", "--format", "json", *options, "-f", file.name, home=home)
        found = []
        for line in filter(None, output.splitlines()):
            row = json.loads(line, parse_float=str)
            if END in row:
                made.append((0, found, ""))
                found = []
            else:
                found.append(list(row.values()))
        if code != 0:
            made.append((code, [], errors.strip()))
        elif len(made) < len(statements):
            raise AssertionError(f"{len(statements) - len(made)} statements were not run: {errors}")
    return made


def spark(**settings):
    """A Spark session of one thread in the zone UTC. Spark needs a JDK 17 or 21 in JAVA_HOME."""
    from pyspark.sql import SparkSession

    builder = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
    )
    for name, value in settings.items():
        builder = builder.config(name.replace("__", "."), value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def finish(name, count, failures):
    """Prints what differed and ends the command."""
    for failure in failures:
        print(f"DIFFERS {failure}")
    print(f"{name}: {count} tried, {len(failures)} differ")
    sys.exit(1 if failures else 0)
