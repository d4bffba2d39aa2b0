"""Reads with Spark what Stint wrote, and holds types and rows against what Stint was asked to write.

Parquet files are read without a schema, CSV and JSON with the schema that the statement had, and so
are partition folders, whose text Spark would take for numbers. See ../README.md.
"""

import tempfile
from pathlib import Path

import engines

COLUMNS = {
    "flag": ("boolean", "true"), "tiny": ("tinyint", "-128"), "small": ("smallint", "32767"),
    "whole": ("int", "-2147483648"), "big": ("bigint", "9223372036854775807"),
    "single": ("float", "1.5"), "double": ("double", "0.1"), "money": ("decimal(10,2)", "0.30"),
    "huge": ("decimal(38,10)", "1234567890123456789012345678.0123456789"),
    "text": ("string", "007, \"quoted\" \\ and é"), "day": ("date", "0001-01-01"),
    "moment": ("timestamp", "1582-10-04 12:00:00.123456"),
    "local": ("timestamp_ntz", "2024-03-10 02:30:00"), "empty": ("string", ""),
}  # fmt: skip


def literal(kind, text):
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"CAST('{quoted}' AS {kind})"


def queries():
    """What is written: values of each type, NULLs alone, no rows, partitions."""
    known = ", ".join(f"{literal(kind, text)} AS {name}" for name, (kind, text) in COLUMNS.items())
    nulls = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, (kind, _) in COLUMNS.items())
    schema = ", ".join(f"{name} {kind}" for name, (kind, _) in COLUMNS.items())
    one = [None if text is None else text for _, text in COLUMNS.values()]
    nothing = [None] * len(COLUMNS)
    yield "values", f"SELECT {known}", schema, [one], []
    yield "nulls", f"SELECT {nulls}", schema, [nothing], []
    yield "both", f"SELECT {known} UNION ALL SELECT {nulls}", schema, [one, nothing], []
    yield "no rows", f"SELECT {known} LIMIT 0", schema, [], []
    zips = "SELECT 1 AS n, '01234' AS zip UNION ALL SELECT 2, 'a/b c=%' UNION ALL SELECT 3, NULL"
    rows = [["1", "01234"], ["2", "a/b c=%"], ["3", None]]
    yield "partitions", zips, "n int, zip string", rows, ["--partition-by", "zip"]


def main():
    session = engines.spark(spark__sql__ansi__enabled="true")
    failures = []
    count = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, sql, schema, rows, options in queries():
            for kind in ("parquet", "csv", "json"):
                count += 1
                path = Path(scratch) / f"{name.replace(' ', '-')}-{kind}"
                code, _, errors = engines.stint(
                    "sql", "-q", "--time-zone", "UTC", sql, "--output", str(path),
                    "--output-format", kind, *options, home=Path(scratch) / "home",
                )  # fmt: skip
                if code != 0:
                    failures.append(f"{path.name}: {errors.strip()}")
                    continue
                failures += different(session, path, kind, schema, rows, bool(options))
    engines.finish("outputs", count, failures)


def different(session, path, kind, schema, rows, is_partitioned):
    reader = session.read
    if kind == "csv":
        # Stint's defaults; a quoted empty field is an empty string to it.
        reader = reader.options(header="true", escape='"', nullValue="\u0000")
    if kind != "parquet" or is_partitioned:
        reader = reader.schema(schema)
    frame = getattr(reader, kind)(str(path))
    actual_schema = ", ".join(f"{f.name} {f.dataType.simpleString()}" for f in frame.schema.fields)
    found = [] if actual_schema == schema else [f"{path.name}: {actual_schema}"]
    casts = [f"cast(`{f.name}` AS string)" for f in frame.schema.fields]
    actual = sorted((list(row) for row in frame.selectExpr(*casts).collect()), key=repr)
    for want, got in zip(sorted(rows, key=repr), actual):
        if want != got:
            found.append(f"{path.name}: {got} instead of {want}")
    if len(rows) != len(actual):
        found.append(f"{path.name}: {len(actual)} rows instead of {len(rows)}")
    return found


if __name__ == "__main__":
    main()
