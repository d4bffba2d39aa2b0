"""Replays trouble that users of Spark, Trino, DuckDB and their like reported in public, made small.

Each case is read from files and from the embedded S3, into whose folder its files are copied by
hand, and must give what Spark 4 gives in ANSI mode, or be refused in words. A commit that is
killed is tried by the build (`KilledCommitOnFilesTest`). See ../README.md.
"""

import shutil
import tempfile
from pathlib import Path

import engines

FILES = Path(__file__).resolve().parent / "faults"

DRIFT = {1200: "A12", 1300: 12.5, 1400: 3000000000}

TEXTS = {
    "colon/2024-01-01T10:00:00.csv": "n\n1\n",
    "colon/b.csv": "n\n2\n",
    "huge/in.csv": "id,amt\n12345678901234567891,1\n12345678901234567892,2\n",
    "huge/in.json": '{"id":12345678901234567891}\n{"id":12345678901234567892}\n',
    "huge/p/id=12345678901234567891/f.csv": "x\n1\n",
    "huge/p/id=12345678901234567892/f.csv": "x\n1\n",
    "renamed/in.csv": "a,b\n1,x\n2,y\n",
    "drift/in.csv": "id,v\n" + "".join(f"{i},{DRIFT.get(i, i)}\n" for i in range(1, 1501)),
    "drift/in.json": "".join(
        '{"id":%d,"v":%s%s}\n'
        % (i, '"A12"' if i == 1200 else DRIFT.get(i, i), ',"new":"col"' if i == 1400 else "")
        for i in range(1, 1501)
    ),
    "quotes/small.csv": 'id,txt,n\n1,fine,10\n2,"5" pipe",20\n3,fine,30\n',
    "quotes/many.csv": 'id,txt,n\n1,"he said "ok" then",10\n2,"trail" x,20\n3,"a,b" c,30\n4,x "y" z,40\n'
    '5,"unclosed,50\n6,"5"" tall",60\n7,"C:\\dir\\",70\n8,"say \\"hi\\"",80\n9,"",90\n10,"a""",100\n'
    '11," "x" ",110\n12,"end"",120\n',
    "arrays/one.json": '[{"id":1},{"id":2}]\n',
    "arrays/mix.json": '[{"id":1},{"id":2}]\n{"id":3}\n',
    "nan/in.json": '{"id":1,"x":1.5}\n{"id":2,"x":NaN}\n{"id":3,"x":-Infinity}\n',
    "epoch/in.json": '{"id":1,"ts":1704103200}\n{"id":2,"ts":"2024-01-01T10:00:00Z"}\n',
    "texts/in.json": '{"id":1,"ts":"2024-01-01T10:00:00Z"}\n{"id":2,"ts":"2024-01-01T10:00:00.000000001Z"}\n'
    '{"id":3,"ts":"2024-01-01T10:00:00+02:00"}\n',
}  # fmt: skip

NOT_READ = "; Stint reads no such type"
WIDENED = "only widening is done on reading"
QUOTED = '1,fine,10|2,"""5"" pipe""",20|3,fine,30'

# The statement, {} for the folder; the rows, or what the refusal says; tables.
CASES = [
    ("SELECT * FROM csv.`{}/t.csv.bz2`", "1,x|2,y"),
    ("SELECT * FROM csv.`{}/t.csv.zst`", "1,x|2,y"),
    ("SELECT * FROM csv.`{}/t.csv.xz`", "error: .xz"),
    ("SELECT * FROM csv.`{}/t.csv.zip`", "error: .zip"),
    ("SELECT count(*), count(a) FROM t", "2,2", 't={}/t.csv.bz2,format=csv,schema="a int, b string"'),
    ("SELECT * FROM t", "1|2", 't={}/j.json.bz2,format=json,schema="a int"'),
    ("SELECT * FROM csv.`{}/colon` ORDER BY n", "1|2"),
    ("SELECT * FROM csv.`{}/colon/*.csv` ORDER BY n", "1|2"),
    ("SELECT * FROM csv.`{}/colon/b*.csv`", "2"),
    ("SELECT * FROM csv.`{}/colon/2024-01-01T10:00:00.csv`", "1"),
    ("SELECT id, count(*) FROM csv.`{}/huge/in.csv` GROUP BY id ORDER BY id", "12345678901234567891,1|12345678901234567892,1"),
    ("SELECT id, count(*) FROM json.`{}/huge/in.json` GROUP BY id ORDER BY id", "12345678901234567891,1|12345678901234567892,1"),
    ("SELECT id, count(*) FROM csv.`{}/huge/p` GROUP BY id ORDER BY id", "12345678901234567891,1|12345678901234567892,1"),
    ("SELECT count(*) FROM csv.`{}/huge/p` WHERE id = 12345678901234567891", "1"),
    ("SELECT * FROM t", "1,x|2,y", 't={}/renamed/in.csv,schema="id int, name string"'),
    ("SELECT * FROM t", "error: enforceSchema", 't={}/renamed/in.csv,schema="id int, name string",enforceSchema=false'),
    ("SELECT * FROM parquet.`{}/misc.parquet`", "error: column i is interval" ),
    ("SELECT u FROM parquet.`{}/misc.parquet`", "6ccd780c-baba-1026-9564-5b8c656024db"),
    ("SELECT * FROM parquet.`{}/nested.parquet`", "error: column s is struct"),
    ("SELECT id FROM parquet.`{}/nested.parquet` LIMIT 0", ""),
    ("SELECT d, t FROM parquet.`{}/spark-2.4.8.parquet`", "0001-01-01,0001-01-01 00:00:00"),
    ("SELECT d, t FROM parquet.`{}/spark-3.5.1.parquet`", "0001-01-01,0001-01-01 00:00:00"),
    ("SELECT id, d FROM t", f"error: {WIDENED}", 't={}/in.parquet,schema="id bigint, d int"'),
    ("SELECT id, ts FROM t", f"error: {WIDENED}", 't={}/in.parquet,schema="id bigint, ts date"'),
    ("SELECT id, d FROM t", f"error: {WIDENED}", 't={}/in.parquet,schema="id bigint, d timestamp"'),
    ("SELECT id, d FROM t", f"error: {WIDENED}", 't={}/in.parquet,schema="id string, d double"'),
    ("SELECT id, v FROM csv.`{}/drift/in.csv` WHERE id IN (1200, 1300, 1400)", "1200,A12|1300,12.5|1400,3000000000"),
    ("SELECT count(*), count(v) FROM csv.`{}/drift/in.csv`", "1500,1500"),
    ("SELECT id, v, new FROM json.`{}/drift/in.json` WHERE id IN (1200, 1300, 1400)", "1200,A12,|1300,12.5,|1400,3000000000,col"),
    ("SELECT * FROM csv.`{}/quotes/small.csv`", QUOTED),
    ("SELECT * FROM t", QUOTED, "t={}/quotes/small.csv,multiLine=true"),
    ("SELECT * FROM t", QUOTED, "t={}/quotes/small.csv,multiLine=true,mode=DROPMALFORMED"),
    ("SELECT count(*), count(id) FROM csv.`{}/quotes/many.csv`", "12,12"),
    ("SELECT * FROM json.`{}/arrays/one.json`", "1|2"),
    ("SELECT count(*), sum(id) FROM t", "3,6", 't={}/arrays/mix.json,schema="id int"'),
    ("SELECT * FROM json.`{}/nan/in.json`", "1,1.5|2,NaN|3,-Infinity"),
    ("SELECT * FROM t", "1,2024-01-01 10:00:00|2,2024-01-01 10:00:00", 't={}/epoch/in.json,schema="id int, ts timestamp",mode=FAILFAST'),
    ("SELECT id, length(ts), ts LIKE '%Z' FROM json.`{}/texts/in.json`", "1,20,true|2,30,true|3,25,false"),
]  # fmt: skip

ROWS = (
    "(VALUES (CAST(0.10 AS decimal(10,2)), '1e5', '007', CAST(NULL AS int)),"
    " (CAST(0.20 AS decimal(10,2)), '2e5', '008', NULL)) t(amt, code, agent, gone)"
)

# What a statement writes, in which format and by which folders, and what a later one gives.
JOBS = [
    (f"SELECT * FROM {ROWS}", "csv", "", "SELECT sum(amt) AS s, min(code) || '!' AS c, min(agent) || '!' AS a FROM a", "0.30 1e5! 007!"),
    (f"SELECT * FROM {ROWS}", "json", "", "SELECT sum(amt) AS s, min(code) || '!' AS c, min(agent) || '!' AS a FROM a", "0.30 1e5! 007!"),
    (f"SELECT * FROM {ROWS}", "json", "", "SELECT count(gone) AS g FROM a", "0"),
    ("SELECT * FROM (VALUES ('01234', 1)) t(zip, n)", "parquet", "zip", "SELECT zip, length(zip) AS l, n FROM a", "01234 5 1"),
    ("SELECT * FROM (VALUES (1, 'x')) t(n, d) WHERE n > 100", "parquet", "", "SELECT count(*) AS c FROM a", "0"),
    ("SELECT * FROM (VALUES (1, 'x')) t(n, d) WHERE n > 100", "json", "", "SELECT count(*) AS c FROM a", "0"),
    ("SELECT * FROM (VALUES (1, 'x')) t(n, d) WHERE n > 100", "parquet", "d", "SELECT count(*) AS c FROM a", "0"),
]  # fmt: skip


def write(folder):
    shutil.copytree(FILES, folder)
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def read_case(base, home, sql, expected, table=None):
    options = ["--table", table.replace("{}", base)] if table else []
    code, output, errors = engines.stint(
        "sql", "-q", "--format", "csv", "--time-zone", "UTC", *options, sql.replace("{}", base), home=home
    )
    if expected.startswith("error: "):
        is_right = code == 1 and errors.startswith("error: ") and expected[7:] in errors
    else:
        is_right = code == 0 and "|".join(output.splitlines()[1:]) == expected
    return [] if is_right else [f"{base}: {sql}: exit code {code}, {output.strip()[:300]} {errors.strip()[:300]}"]


def job_case(base, home, scratch, number, job):
    write_sql, kind, folder, read_sql, expected = job
    partitions = f", partitionBy: [{folder}]" if folder else ""
    file = scratch / "job.yaml"
    file.write_text(
        f"name: faults\nstatements:\n  - name: a\n    sql: |\n      {write_sql}\n"
        f"    output: {{path: '{base}/out/{number}', mode: overwrite, format: {kind}{partitions}}}\n"
        f"  - sql: |\n      {read_sql}\n"
    )
    code, output, errors = engines.stint("run", "-q", str(file), home=home)
    rows = [line.strip("| ").split("|") for line in output.splitlines() if line.startswith("|")]
    actual = " ".join(cell.strip() for cell in rows[1]) if len(rows) > 1 else ""
    return [] if code == 0 and actual == expected else [f"{base}: {read_sql}: {output.strip()} {errors.strip()[:300]}"]


def append_case(base, home):
    engines.stint("sql", "-q", "SELECT 1 AS id, 'a' AS d", "--output", f"{base}/t", "--partition-by", "d", home=home)
    code, _, errors = engines.stint("sql", "-q", "SELECT 2 AS id, 'b' AS d", "--output", f"{base}/t", "--mode", "append", home=home)
    found = [] if code == 1 and "is partitioned by d" in errors else [f"{base}: appended: {errors.strip()}"]
    return found + read_case(base, home, "SELECT * FROM parquet.`{}/t`", "1,a")


def main():
    failures = []
    count = 0
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        home = scratch / "home"
        # The first output makes the bucket; what is below it then is copied by hand.
        engines.stint("sql", "-q", "SELECT 1 AS a", "--output", "s3://lake/made", home=home)
        for base, folder in ((f"file://{scratch}/files", scratch / "files"), ("s3://lake/in", home / "s3/lake/in")):
            write(folder)
            for case in CASES:
                count += 1
                failures += read_case(base, home, *case)
            for number, job in enumerate(JOBS):
                count += 1
                failures += job_case(base, home, scratch, number, job)
            count += 1
            failures += append_case(base, home)
    engines.finish("faults", count, failures)


if __name__ == "__main__":
    main()
