"""Reads Parquet files of every writer with Stint, and holds the rows against the writer's own.

Files are written by pyarrow, DuckDB and Spark in their encodings, page versions, compressions and
kinds of statistics. Of each all rows are read, and rows counted by predicates that statistics,
dictionaries, page indexes and Bloom filters may answer. See ../README.md.
"""

import argparse
import base64
import datetime
import decimal
import itertools
import json
import math
import random
import tempfile
from pathlib import Path

import engines

ROWS = 257

# Files that one process reads.
BATCH = 16

# Of these the build has a few rows each: `sweep.py --small FOLDER` writes them anew.
SMALL = (
    "pyarrow-LZ4-v2-delta", "pyarrow-NONE-v1-split", "pyarrow-ZSTD-v1-pages", "pyarrow-SNAPPY-v1-fallback",
    "pyarrow-int96", "duckdb-gzip-V2-100", "duckdb-brotli-V1-100", "spark-lz4-PARQUET_2_0-usual",
    "spark-snappy-PARQUET_1_0-legacy",
)  # fmt: skip


def source_rows(count):
    """The rows of every file: extremes, NULLs in runs, text of all kinds, repeated and not."""
    draw = random.Random(4711)
    epoch = datetime.datetime(1970, 1, 1)
    floats = [0.0, -0.0, 1.5, -2.25, math.nan, math.inf, -math.inf, 5e-324, 1.7976931348623157e308]
    texts = ["", "a", "Ä", "日本", "x" * 300, "\U0001f600", "zz", "A", " padded "]
    made = []
    for i in range(count):
        made.append(
            {
                "flag": i % 3 == 0,
                "tiny": (i % 256) - 128,
                "small": ((i * 257) % 65536) - 32768,
                "whole": draw.choice([-(2**31), 2**31 - 1, 0, i]),
                "big": draw.choice([-(2**63), 2**63 - 1, 0, i * 10**12]),
                "single": [0.0, -0.0, 1.5, math.nan, -math.inf, 0.1][i % 6],
                "double": floats[i % len(floats)],
                "dec9": decimal.Decimal(draw.randrange(-(10**9) + 1, 10**9)).scaleb(-2),
                "dec18": decimal.Decimal(draw.randrange(-(10**18) + 1, 10**18)).scaleb(-4),
                "dec38": decimal.Decimal(draw.randrange(-(10**38) + 1, 10**38)).scaleb(-10),
                "text": texts[i % len(texts)],
                "key": f"{i:05d}-{draw.getrandbits(64):x}",
                "blob": bytes(draw.randrange(256) for _ in range(i % 7)),
                "day": datetime.date(1600, 1, 1) + datetime.timedelta(days=i * 997),
                "moment": epoch + datetime.timedelta(seconds=(i - 100) * 10**7, microseconds=i),
                "local": epoch + datetime.timedelta(seconds=(i - 128) * 10**6, microseconds=999999),
                "nothing": None,
                "sorted": i,
            }
        )
    for i, row in enumerate(made):
        for place, name in enumerate(row):
            # Runs of NULLs, single ones, and a last column without.
            if name != "sorted" and ((i // 40) % 5 == place % 5 or (i * 7 + place) % 11 == 0):
                row[name] = None
    return made


def plain(value):
    """A value as Stint's JSON has it."""
    match value:
        case None | bool():
            return value
        case float():
            if math.isnan(value):
                return "NaN"
            if math.isinf(value):
                return "Infinity" if value > 0 else "-Infinity"
            return value
        case decimal.Decimal():
            return format(value, "f")
        case bytes() | bytearray():
            return base64.b64encode(value).decode()
        case datetime.datetime():
            text = value.strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0")
            return text + (f".{value.microsecond:06d}".rstrip("0") if value.microsecond else "")
        case datetime.date():
            return value.isoformat()
        case _:
            return value


def read(value, like):
    """What Stint printed, in the form of [plain]."""
    if isinstance(like, float) and value is not None:
        return float(value)
    return value


def same(expected, actual):
    if len(expected) != len(actual):
        return f"{len(actual)} rows instead of {len(expected)}"
    for number, (left, right) in enumerate(zip(expected, actual)):
        for column, (want, got) in enumerate(zip(left, right, strict=True)):
            got = read(got, want)
            is_zero = isinstance(want, float) and want == got == 0
            if want != got or (is_zero and math.copysign(1, want) != math.copysign(1, got)):
                return f"row {number}, column {column}: {got!r} instead of {want!r}"
    return None


def order(value):
    """Spark's order: NaN is the largest number, and zeros are equal."""
    if isinstance(value, float):
        return (1, 0.0) if math.isnan(value) else (0, value + 0.0)
    return value


def literal(name, value, kind):
    if isinstance(value, bool):
        return str(value).upper()
    match value:
        case float():
            return f"CAST('{plain(value)}' AS {kind})"
        case decimal.Decimal():
            return f"CAST('{format(value, 'f')}' AS {kind})"
        case str():
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
        case bytes():
            return f"X'{value.hex()}'"
        case datetime.datetime():
            return f"{kind.upper()} '{plain(value)}'"
        case datetime.date():
            return f"DATE '{value.isoformat()}'"
        case _:
            return f"CAST('{value}' AS {kind})"


KINDS = {
    "flag": "boolean", "tiny": "tinyint", "small": "smallint", "whole": "int", "big": "bigint",
    "single": "float", "double": "double", "dec9": "decimal(9,2)", "dec18": "decimal(18,4)",
    "dec38": "decimal(38,10)", "text": "string", "key": "string", "blob": "binary",
    "day": "date", "moment": "timestamp", "local": "timestamp_ntz", "sorted": "int",
}  # fmt: skip


def predicates(columns, made):
    """Conditions with how many rows meet them."""
    draw = random.Random(99)
    found = []
    for name in columns:
        values = [row[name] for row in made]
        found.append((f"{name} IS NULL", sum(v is None for v in values)))
        known = [v for v in values if v is not None]
        if name not in KINDS or not known:
            continue
        for value in draw.sample(known, 2) + [max(known, key=order), min(known, key=order)]:
            text = literal(name, value, KINDS[name])
            ranks = [order(v) for v in known]
            rank = order(value)
            found.append((f"{name} = {text}", sum(r == rank for r in ranks)))
            found.append((f"{name} > {text}", sum(r > rank for r in ranks)))
            found.append((f"{name} <= {text}", sum(r <= rank for r in ranks)))
    return found


def statements(path, columns, made):
    """Statements about a file, each with what its rows must be and how to say that they are not."""

    def all_rows(rows):
        expected = [[plain(row[name]) for name in columns] for row in made]
        key = columns.index("sorted")
        return same(expected, sorted(rows, key=lambda row: row[key]))

    yield f"SELECT {', '.join(columns)} FROM parquet.`{path}`", all_rows
    conditions = predicates(columns, made)
    for start in range(0, len(conditions), 40):
        part = conditions[start : start + 40]

        def counts(rows, part=part):
            found = dict(map(tuple, rows))
            return "; ".join(
                f"{condition}: {found[i]} rows instead of {count}"
                for i, (condition, count) in enumerate(part)
                if found[i] != count
            )

        yield " UNION ALL ".join(
            f"SELECT {i} AS i, count(*) AS c FROM parquet.`{path}` WHERE {condition}"
            for i, (condition, _) in enumerate(part)
        ), counts


def differences(files, home):
    """For each file, its path, columns and rows, everything that differs as one text, or none."""
    asked = [(n, sql, judge) for n, file in enumerate(files) for sql, judge in statements(*file)]
    found = [""] * len(files)
    outcomes = engines.outcomes([sql for _, sql, _ in asked], home, "--time-zone", "UTC")
    for (n, _, judge), (code, rows, errors) in zip(asked, outcomes, strict=True):
        wrong = f"exit code {code}: {errors}" if code else judge(rows)
        found[n] = found[n] or wrong or ""
    return found


def pyarrow_files(made):
    """Names and writers of files by pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(
        [
            ("flag", pa.bool_()), ("tiny", pa.int8()), ("small", pa.int16()), ("whole", pa.int32()),
            ("big", pa.int64()), ("single", pa.float32()), ("double", pa.float64()),
            ("dec9", pa.decimal128(9, 2)), ("dec18", pa.decimal128(18, 4)),
            ("dec38", pa.decimal128(38, 10)), ("text", pa.string()), ("key", pa.string()),
            ("blob", pa.binary()), ("day", pa.date32()), ("moment", pa.timestamp("us", tz="UTC")),
            ("local", pa.timestamp("us")), ("nothing", pa.null()), ("sorted", pa.int32()),
        ]  # fmt: skip
    )
    table = pa.table({n: [row[n] for row in made] for n in schema.names}, schema=schema)
    delta = {"whole": "DELTA_BINARY_PACKED", "big": "DELTA_BINARY_PACKED",
             "sorted": "DELTA_BINARY_PACKED", "day": "DELTA_BINARY_PACKED",
             "moment": "DELTA_BINARY_PACKED", "key": "DELTA_BYTE_ARRAY",
             "text": "DELTA_LENGTH_BYTE_ARRAY", "blob": "DELTA_BYTE_ARRAY",
             "single": "BYTE_STREAM_SPLIT", "double": "BYTE_STREAM_SPLIT",
             "dec38": "DELTA_BYTE_ARRAY", "flag": "RLE"}  # fmt: skip
    split = {n: "BYTE_STREAM_SPLIT" for n in ("whole", "big", "single", "double", "dec38")}
    for codec, version in itertools.product(
        ("NONE", "SNAPPY", "GZIP", "ZSTD", "LZ4"), ("1.0", "2.0")
    ):
        usual = {"compression": codec, "data_page_version": version}
        variants = {
            "dictionary": {},
            "plain": {"use_dictionary": False},
            "fallback": {"dictionary_pagesize_limit": 64, "data_page_size": 64, "write_batch_size": 8},
            "delta": {"use_dictionary": False, "column_encoding": delta},
            "split": {"use_dictionary": False, "column_encoding": split},
            "pages": {"data_page_size": 1, "write_batch_size": 1, "write_page_index": True},
            "groups": {"row_group_size": 10, "write_page_index": True},
            "silent": {"write_statistics": False},
            "decimals": {"store_decimal_as_integer": True},
            "checked": {"write_page_checksum": True, "use_compliant_nested_type": False},
            "sorted": {"sorting_columns": [pq.SortingColumn(17)], "write_page_index": True},
            "bloom": {"bloom_filter_options": {"key": {"ndv": 300}, "whole": {"ndv": 300}}},
        }
        for name, options in variants.items():
            def write(path, options=dict(usual, **options)):
                pq.write_table(table, path, **options)

            yield f"pyarrow-{codec}-v{version[0]}-{name}", list(schema.names), made, write
    full = [row for row in made if all(v is not None for n, v in row.items() if n != "nothing")]
    required = pa.schema([f.with_nullable(f.name == "nothing") for f in schema])
    narrow = pa.table({n: [row[n] for row in full] for n in schema.names}, schema=required)
    for version in ("1.0", "2.0"):
        yield (
            f"pyarrow-required-v{version[0]}", list(schema.names), full,
            lambda path, version=version: pq.write_table(narrow, path, data_page_version=version),
        )  # fmt: skip
    for unit, zone in itertools.product(("ms", "ns"), (None, "UTC")):
        name = "moment" if zone else "local"
        cut = [
            {name: row["moment"] and row["moment"].replace(microsecond=5000), "sorted": row["sorted"]}
            for row in made
        ]

        def times(path, unit=unit, zone=zone, name=name, cut=cut):
            values = pa.array([row[name] for row in cut], pa.timestamp(unit, tz=zone))
            pq.write_table(pa.table({name: values, "sorted": table["sorted"]}), path, version="2.6")

        yield f"pyarrow-{unit}-{zone}", [name, "sorted"], cut, times

    def int96(path):
        pq.write_table(table.select(["moment", "sorted"]), path, use_deprecated_int96_timestamps=True)

    yield "pyarrow-int96", ["moment", "sorted"], made, int96


def duckdb_files(made):
    """Names and writers of files by DuckDB, which reads the rows from a file of pyarrow's."""
    import duckdb

    columns = [n for n in made[0] if n != "nothing"]
    for codec, version, size in itertools.product(
        ("uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli"), ("V1", "V2"), (100, 100000)
    ):
        def write(path, options=f"COMPRESSION {codec}, PARQUET_VERSION {version}, ROW_GROUP_SIZE {size}"):
            base = Path(path).parent / "pyarrow-NONE-v1-dictionary.parquet"
            with duckdb.connect() as connection:
                connection.execute("SET TimeZone = 'UTC'")
                connection.execute(
                    f"COPY (SELECT {', '.join(columns)} FROM '{base}') TO '{path}' (FORMAT parquet, {options})"
                )

        yield f"duckdb-{codec}-{version}-{size}", columns, made, write


def spark_files(made):
    """Names and writers of files by Spark."""
    session = engines.spark()
    columns = [n for n in made[0] if n != "nothing"]
    kinds = ", ".join(f"{n} {KINDS[n]}" for n in columns)
    frame = session.createDataFrame([[row[n] for n in columns] for row in made], kinds)
    for codec, version, variant in itertools.product(
        ("none", "snappy", "gzip", "zstd", "lz4", "lz4_raw"),
        ("PARQUET_1_0", "PARQUET_2_0"),
        ("usual", "plain", "pages", "bloom", "split", "legacy"),
    ):
        options = {
            "usual": {},
            "plain": {"parquet.enable.dictionary": "false"},
            "pages": {"parquet.page.row.count.limit": "7", "parquet.dictionary.page.size": "64"},
            "bloom": {"parquet.bloom.filter.enabled": "true"},
            "split": {"parquet.enable.dictionary": "false", "parquet.enable.bytestreamsplit": "true"},
            "legacy": {},
        }[variant]

        def write(path, codec=codec, version=version, options=options, variant=variant):
            session.conf.set("spark.sql.parquet.writeLegacyFormat", str(variant == "legacy").lower())
            kind = "INT96" if variant == "legacy" else "TIMESTAMP_MICROS"
            session.conf.set("spark.sql.parquet.outputTimestampType", kind)
            writer = frame.coalesce(1).write.mode("overwrite").option("compression", codec)
            writer.options(**options).option("parquet.writer.version", version).parquet(str(path))

        yield f"spark-{codec}-{version}-{variant}", columns, made, write


WRITERS = {"pyarrow": pyarrow_files, "duckdb": duckdb_files, "spark": spark_files}
REFUSED = {"duckdb-brotli": "is compressed with BROTLI, which is not read"}


def write_small(folder):
    made = source_rows(24)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        base = next(f for f in pyarrow_files(made) if f[0] == "pyarrow-NONE-v1-dictionary")
        base[3](Path(scratch) / f"{base[0]}.parquet")
        for writer in WRITERS.values():
            for name, _, _, write in writer(made):
                if name in SMALL:
                    path = Path(scratch) / f"{name}.parquet"
                    write(path)
                    part = next(path.glob("*.parquet")) if path.is_dir() else path
                    (folder / path.name).write_bytes(part.read_bytes())
    lines = (json.dumps({n: plain(v) for n, v in row.items()}) for row in made)
    (folder / "rows.json").write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("writers", nargs="*", default=list(WRITERS))
    parser.add_argument("--only", default="", help="names that contain this")
    parser.add_argument("--keep", help="the folder for the files")
    parser.add_argument("--small", help="write the files of the build into this folder, and no more")
    arguments = parser.parse_args()
    decimal.getcontext().prec = 50
    if arguments.small:
        write_small(Path(arguments.small))
        return
    made = source_rows(ROWS)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(arguments.keep or scratch)
        folder.mkdir(exist_ok=True)
        home = Path(scratch) / "home"
        base = next(f for f in pyarrow_files(made) if f[0] == "pyarrow-NONE-v1-dictionary")
        base[3](folder / f"{base[0]}.parquet")
        files = []
        for writer in arguments.writers:
            for name, columns, rows, write in WRITERS[writer](made):
                if arguments.only in name:
                    path = folder / f"{name}.parquet"
                    write(path)
                    files.append((path, columns, rows))
        failures = []
        for start in range(0, len(files), BATCH):
            batch = files[start : start + BATCH]
            for (path, _, _), difference in zip(batch, differences(batch, home), strict=True):
                refusal = next((text for key, text in REFUSED.items() if path.name.startswith(key)), None)
                if refusal and refusal in difference:
                    continue
                if difference or refusal:
                    failures.append(f"{path.stem}: {(difference or 'not refused')[:600]}")
    engines.finish("sweep", len(files), failures)


if __name__ == "__main__":
    main()
