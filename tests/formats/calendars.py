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


class Expectations:
    """Files with the rows that Spark read of them. All of one zone are read by one run of Stint."""

    def __init__(self):
        self.by_zone = {}
        self.count = 0

    def add(self, name, path, zone, rows, *options):
        self.count += 1
        self.by_zone.setdefault(zone, []).append((name, path, rows, options))

    def differences(self, home):
        return [d for zone, files in self.by_zone.items() for d in in_zone(zone, files, home)]


def in_zone(zone, files, home):
    tables = []
    queries = []
    for i, (_, path, _, options) in enumerate(files):
        tables += ["--table", ",".join([f"t{i}={path}", "format=parquet", *options])]
        queries.append(f"SELECT {i} AS file, {COLUMNS} FROM t{i}")
    query = " UNION ALL ".join(queries) + " ORDER BY file, n"
    try:
        actual = engines.rows(query, home, *tables, zone=zone)
    except AssertionError as failure:
        return [f"in {zone}: {failure}"]
    found = []
    for i, (name, _, expected, _) in enumerate(files):
        rows = [row[1:] for row in actual if row[0] == i]
        wrong = [f"{name}: {got} instead of {want}" for want, got in zip(expected, rows) if want != got]
        found += wrong[:3]
        if len(rows) != len(expected):
            found.append(f"{name}: {len(rows)} rows instead of {len(expected)}")
    return found


def read_by_spark(session, path, **options):
    frame = session.read.options(**options).parquet(str(path)).orderBy("n")
    return [list(row) for row in frame.selectExpr(*COLUMNS.split(", ")).collect()]


def main():
    session = engines.spark()
    expectations = Expectations()
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
                rows_of_spark = read_by_spark(session, path)
                expectations.add(f"{path.name} in {reader}", path, reader, rows_of_spark)
        silent_files(session, Path(scratch), expectations)
        failures = expectations.differences(home)
    engines.finish("calendars", expectations.count, failures)


def silent_files(session, scratch, expectations):
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
    for is_int96 in (False, True):
        path = scratch / f"silent-{is_int96}.parquet"
        pq.write_table(table, path, use_deprecated_int96_timestamps=is_int96)
        for mode, zone in itertools.product(("LEGACY", "CORRECTED"), ZONES):
            session.conf.set("spark.sql.session.timeZone", zone)
            # Where a file names no zone, Spark takes its process's, which is a session's by default.
            zones = session._jvm.java.util.TimeZone
            zones.setDefault(zones.getTimeZone(zone))
            rows = read_by_spark(session, path, datetimeRebaseMode=mode, int96RebaseMode=mode)
            options = (f"datetimeRebaseMode={mode}", f"int96RebaseMode={mode}")
            expectations.add(f"{path.name} {mode} in {zone}", path, zone, rows, *options)


if __name__ == "__main__":
    main()
