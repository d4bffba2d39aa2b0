"""Reads files of the old calendar with Stint, and holds the rows against Spark's reading.

Spark writes dates and timestamps before 1582 and before 1900 in its modes LEGACY and CORRECTED, as
INT96, micros and millis, in several zones; pyarrow writes files that do not tell their calendar,
which are read in either mode. See ../README.md.
"""

import datetime
import itertools
import tempfile
from pathlib import Path

import engines

MOMENTS = [
    "0001-01-01 00:00:00", "0001-01-01 12:34:56.789", "0100-03-01 00:00:00", "0999-12-31 23:59:59.5",
    "1000-02-28 23:00:00", "1200-02-29 01:02:03", "1500-02-28 00:00:00", "1500-03-01 06:00:00",
    "1582-10-04 23:59:59.999", "1582-10-15 00:00:00", "1582-10-16 00:00:00", "1700-01-01 00:00:00",
    "1883-11-18 12:00:00", "1899-12-31 23:59:59", "1900-01-01 00:00:00", "1969-12-31 23:59:59.123",
    "1970-01-01 00:00:00", "2024-03-10 10:30:00", "9999-12-31 00:00:00",
]  # fmt: skip
ZONES = ["UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Asia/Shanghai", "-05:00"]
COLUMNS = "cast(d AS string) AS d, cast(t AS string) AS t, n"


def differences(name, expected, path, zone, home, *options):
    query = f"SELECT {COLUMNS} FROM t ORDER BY n"
    table = ",".join([f"t={path}", "format=parquet", *options])
    try:
        actual = engines.rows(query, home, "--table", table, zone=zone)
    except AssertionError as failure:
        return [f"{name}: {failure}"]
    return [
        f"{name}: {got} instead of {want}"
        for want, got in zip(expected, actual, strict=True)
        if want != got
    ][:3]


def read_by_spark(session, path, **options):
    frame = session.read.options(**options).parquet(str(path)).orderBy("n")
    return [list(row) for row in frame.selectExpr(*COLUMNS.split(", ")).collect()]


def main():
    session = engines.spark()
    failures = []
    count = 0
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        rows = ", ".join(f"(DATE '{m[:10]}', TIMESTAMP '{m}', {i})" for i, m in enumerate(MOMENTS))
        kinds = ("INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS")
        for zone, kind, mode in itertools.product(ZONES, kinds, ("LEGACY", "CORRECTED")):
            session.conf.set("spark.sql.session.timeZone", zone)
            session.conf.set("spark.sql.parquet.outputTimestampType", kind)
            session.conf.set("spark.sql.parquet.datetimeRebaseModeInWrite", mode)
            session.conf.set("spark.sql.parquet.int96RebaseModeInWrite", mode)
            path = Path(scratch) / f"{zone.replace('/', '-')}-{kind}-{mode}"
            frame = session.sql(f"SELECT * FROM VALUES {rows} AS v(d, t, n)")
            frame.coalesce(1).write.parquet(str(path))
            for reader in (zone, "America/New_York"):
                session.conf.set("spark.sql.session.timeZone", reader)
                count += 1
                expected = read_by_spark(session, path)
                failures += differences(f"{path.name} in {reader}", expected, path, reader, home)
        count += silent_files(session, Path(scratch), home, failures)
    engines.finish("calendars", count, failures)


def silent_files(session, scratch, home, failures):
    """Files without Spark's metadata, in either mode of the reader."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    days = [datetime.date.fromisoformat(m[:10]) for m in MOMENTS]
    times = [datetime.datetime.fromisoformat(m) for m in MOMENTS]
    table = pa.table(
        {
            "d": pa.array(days, pa.date32()),
            "t": pa.array(times, pa.timestamp("us", tz="UTC")),
            "n": pa.array(range(len(MOMENTS)), pa.int32()),
        }
    )
    count = 0
    for is_int96 in (False, True):
        path = scratch / f"silent-{is_int96}.parquet"
        pq.write_table(table, path, use_deprecated_int96_timestamps=is_int96)
        for mode, zone in itertools.product(("LEGACY", "CORRECTED"), ZONES):
            session.conf.set("spark.sql.session.timeZone", zone)
            count += 1
            expected = read_by_spark(session, path, datetimeRebaseMode=mode, int96RebaseMode=mode)
            options = (f"datetimeRebaseMode={mode}", f"int96RebaseMode={mode}")
            failures += differences(f"{path.name} {mode} in {zone}", expected, path, zone, home, *options)
    return count


if __name__ == "__main__":
    main()
