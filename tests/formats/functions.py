"""Asks Spark for the answers of functions over NULLs, limits, odd values and random ones.

    python functions.py answers.jsonl [name …]

writes a line per statement: its text, and the answer or the class of the error. FunctionAnswersTest
compares Stint's answers with them.
"""

import itertools
import json
import random
import re
import sys

import engines

SEED = 20
STATEMENTS_PER_FUNCTION = 24

VALUES = {
    "boolean": ["NULL", "true", "false"],
    "tinyint": ["CAST(NULL AS TINYINT)", "0Y", "127Y", "-128Y"],
    "int": ["CAST(NULL AS INT)", "0", "1", "-1", "2", "7", "33", "2147483647", "-2147483648"],
    "small": ["CAST(NULL AS INT)", "0", "1", "-1", "2", "3", "20"],
    "bigint": ["CAST(NULL AS BIGINT)", "0L", "1L", "-1L", "255L", "32768L", "32769L",
               "9223372036854775807L", "-9223372036854775808L"],
    "double": ["CAST(NULL AS DOUBLE)", "0D", "-0D", "1.5D", "-2.5D", "0.1D", "double('NaN')",
               "double('Infinity')", "double('-Infinity')", "1.7976931348623157E308D", "4.9E-324D"],
    "decimal": ["CAST(NULL AS DECIMAL(10,2))", "0.00", "1.25", "-3.45", "0.5", "12345.678",
                "12345678901234567890.123456789", "99999999999999999999999999999999999999BD"],
    "string": ["CAST(NULL AS STRING)", "''", "'a'", "'Spark'", "'  two  words '", "'é😀ß'", "'123'",
               "'-1.5'", "'a,b,c'", "'%'", "'O''Neil'", "'abcabc'"],
    "part": ["CAST(NULL AS STRING)", "''", "'a'", "'b'", "','", "'😀'", "'abc'"],
    "binary": ["CAST(NULL AS BINARY)", "X''", "X'00'", "X'537061726B'", "X'FF80'", "X'C3A9'"],
    "date": ["CAST(NULL AS DATE)", "DATE'1970-01-01'", "DATE'0001-01-01'", "DATE'9999-12-31'",
             "DATE'2024-02-29'", "DATE'1582-10-04'", "DATE'1969-12-31'"],
    "timestamp": ["CAST(NULL AS TIMESTAMP)", "TIMESTAMP'1970-01-01 00:00:00'",
                  "TIMESTAMP'1969-12-31 23:59:59.999999'", "TIMESTAMP'2024-02-29 12:34:56.789'",
                  "TIMESTAMP'0001-01-01 00:00:00'", "TIMESTAMP'9999-12-31 23:59:59'"],
    "json": ["CAST(NULL AS STRING)", "''", "'{}'", "'[]'", "'[1,2,3]'", "'{\"a\":{\"b\":[1,\"x\",null]}}'",
             "'{\"a\":1.50}'", "'[{\"a\":1},{\"a\":2}]'", "'not json'", "'{\"a\":true'", "'\"s\"'"],
    "path": ["'$'", "'$.a'", "'$.a.b'", "'$.a.b[1]'", "'$[0]'", "'$[*].a'", "'$.a.b[*]'", "'a'", "'$.x'"],
    "regex": ["'a'", "'[a-c]+'", "'(b)(c)?'", "'^S'", "'\\\\\\\\d+'", "''", "'('", "'x*'"],
    "unit": ["'YEAR'", "'month'", "'DAY'", "'week'", "'quarter'", "'hour'", "'x'"],
    "charset": ["'UTF-8'", "'US-ASCII'", "'UTF-16BE'", "'ISO-8859-1'", "'x'"],
    "url": ["CAST(NULL AS STRING)", "'http://a.b/c?d=e&f=g#h'", "'https://u:p@x.org:80/p/q'", "'no url'", "''"],
    "urlpart": ["'HOST'", "'PATH'", "'QUERY'", "'REF'", "'PROTOCOL'", "'FILE'", "'AUTHORITY'", "'USERINFO'", "'X'"],
    "dateformat": ["'yyyy-MM-dd'", "'d MMM yy'", "'HH:mm:ss.SSS'", "'EEEE'", "'x'"],
    "numberformat": ["'999'", "'$99.99'", "'000,000'", "'S9.9'", "'999PR'"],
    "places": ["0", "1", "2", "-1", "5"],
    "shaorbits": ["0", "224", "256", "384", "512", "1"],
    "base": ["2", "10", "16", "36", "-10", "37"],
    "weekday": ["'MO'", "'tuesday'", "'Sun'", "'x'"],
    "zone": ["'UTC'", "'America/New_York'", "'+05:30'", "'Nowhere/X'"],
    "field": ["'YEAR'", "'doy'", "'SECONDS'", "'dow_iso'", "'week'"],
}

TEXT = "upper lower initcap reverse soundex quote length octet_length bit_length ascii luhn_check btrim " \
    "trim ltrim rtrim md5 sha1 crc32 hex unhex base64 unbase64 url_encode url_decode try_url_decode " \
    "is_valid_utf8 make_valid_utf8 try_validate_utf8 to_binary try_to_binary mask typeof isnull isnotnull"
MATHEMATICS = "sqrt cbrt exp expm1 ln log10 log2 log1p sin cos tan cot csc sec asin acos atan sinh cosh " \
    "tanh asinh acosh atanh degrees radians rint sign isnan"
NUMBER = "abs negative positive ceil floor round bround"
DATE = "year quarter month weekofyear day dayofweek weekday dayofyear last_day unix_date dayname monthname"
TIME = "hour minute second unix_seconds unix_millis unix_micros"

FUNCTIONS = (
    [(name, ["string"]) for name in TEXT.split()]
    + [(name, ["double"]) for name in MATHEMATICS.split()]
    + [(name, [kind]) for name in NUMBER.split() for kind in ("int", "bigint", "double", "decimal")]
    + [(name, [kind]) for name in DATE.split() for kind in ("date", "timestamp")]
    + [(name, ["timestamp"]) for name in TIME.split()]
    + [
        ("round", ["double", "places"]), ("bround", ["decimal", "places"]), ("ceil", ["decimal", "places"]),
        ("floor", ["double", "places"]), ("power", ["double", "double"]), ("hypot", ["double", "double"]),
        ("atan2", ["double", "double"]), ("log", ["double", "double"]), ("pmod", ["int", "int"]),
        ("mod", ["decimal", "decimal"]), ("try_add", ["int", "int"]), ("try_subtract", ["bigint", "bigint"]),
        ("try_multiply", ["bigint", "bigint"]), ("try_divide", ["decimal", "decimal"]), ("try_mod", ["int", "int"]),
        ("factorial", ["int"]), ("width_bucket", ["double", "double", "double", "bigint"]), ("bin", ["bigint"]),
        ("conv", ["string", "base", "base"]), ("shiftleft", ["int", "int"]), ("shiftright", ["bigint", "int"]),
        ("shiftrightunsigned", ["int", "int"]), ("bit_count", ["bigint"]), ("getbit", ["bigint", "small"]),
        ("hex", ["bigint"]), ("chr", ["bigint"]), ("space", ["small"]), ("repeat", ["string", "small"]),
        ("coalesce", ["int", "double"]), ("nvl2", ["string", "int", "bigint"]), ("nullif", ["int", "bigint"]),
        ("nanvl", ["double", "double"]), ("equal_null", ["string", "string"]), ("greatest", ["double", "double"]),
        ("least", ["string", "string", "string"]), ("zeroifnull", ["int"]), ("nullifzero", ["double"]),
        ("translate", ["string", "part", "part"]), ("levenshtein", ["string", "string"]),
        ("levenshtein", ["string", "string", "small"]), ("concat_ws", ["part", "string", "string"]),
        ("lpad", ["string", "small", "part"]), ("rpad", ["string", "small"]), ("elt", ["small", "string", "part"]),
        ("substring", ["string", "int", "int"]), ("substring", ["binary", "small", "small"]),
        ("left", ["string", "small"]), ("right", ["string", "small"]), ("split_part", ["string", "part", "small"]),
        ("substring_index", ["string", "part", "small"]), ("locate", ["part", "string", "small"]),
        ("instr", ["string", "part"]), ("find_in_set", ["part", "string"]), ("startswith", ["string", "part"]),
        ("endswith", ["string", "part"]), ("contains", ["string", "part"]), ("replace", ["string", "part", "part"]),
        ("overlay", ["string", "part", "small", "small"]), ("regexp_count", ["string", "regex"]),
        ("regexp_instr", ["string", "regex"]), ("regexp_substr", ["string", "regex"]),
        ("regexp_like", ["string", "regex"]), ("regexp_replace", ["string", "regex", "part"]),
        ("regexp_extract", ["string", "regex", "small"]), ("sha2", ["string", "shaorbits"]),
        ("encode", ["string", "charset"]), ("decode", ["binary", "charset"]), ("parse_url", ["url", "urlpart"]),
        ("try_parse_url", ["url", "urlpart"]), ("crc32", ["binary"]), ("hash", ["string", "int"]),
        ("hash", ["double", "bigint"]), ("hash", ["decimal", "date"]), ("hash", ["binary", "timestamp"]),
        ("xxhash64", ["string", "int"]), ("xxhash64", ["double", "bigint"]), ("xxhash64", ["decimal", "boolean"]),
        ("xxhash64", ["binary", "tinyint"]), ("format_number", ["double", "places"]),
        ("format_number", ["decimal", "places"]), ("format_number", ["bigint", "places"]),
        ("get_json_object", ["json", "path"]), ("json_array_length", ["json"]), ("bitmap_bucket_number", ["bigint"]),
        ("bitmap_bit_position", ["bigint"]), ("bitmap_count", ["binary"]), ("date_add", ["date", "small"]),
        ("date_sub", ["date", "int"]), ("datediff", ["date", "date"]), ("add_months", ["date", "small"]),
        ("months_between", ["timestamp", "timestamp"]), ("next_day", ["date", "weekday"]),
        ("trunc", ["date", "unit"]), ("date_trunc", ["unit", "timestamp"]), ("date_format", ["timestamp", "dateformat"]),
        ("to_date", ["string"]), ("try_to_date", ["string", "dateformat"]), ("make_date", ["small", "small", "small"]),
        ("make_timestamp", ["int", "small", "small", "small", "small", "decimal"]),
        ("try_make_timestamp", ["small", "small", "small", "small", "small", "double"]),
        ("from_utc_timestamp", ["timestamp", "zone"]), ("to_utc_timestamp", ["timestamp", "zone"]),
        ("timestamp_millis", ["bigint"]), ("timestamp_micros", ["bigint"]), ("timestamp_seconds", ["decimal"]),
        ("date_from_unix_date", ["int"]), ("to_char", ["decimal", "numberformat"]),
        ("to_number", ["string", "numberformat"]), ("try_to_number", ["string", "numberformat"]),
        ("from_unixtime", ["bigint", "dateformat"]), ("date_part", ["field", "timestamp"]),
        ("assert_true", ["boolean"]), ("rand", ["seed"]), ("randn", ["seed"]), ("randstr", ["seed", "seed"]),
        ("uniform", ["seed", "seed", "seed"]),
    ]
)
VALUES["seed"] = ["0", "1", "5", "10", "42"]

# Arguments that must be constants.
CONSTANTS = {"path", "regex", "unit", "charset", "urlpart", "dateformat", "numberformat", "places", "field", "seed"}

AGGREGATES = [
    (name + "({0})", 1, kinds)
    for name, kinds in [
        ("sum", "int decimal double"), ("avg", "bigint decimal double"), ("try_sum", "int bigint"),
        ("try_avg", "int double"), ("min", "string double date"), ("max", "decimal binary timestamp"),
        ("stddev", "int double"), ("var_pop", "int"), ("skewness", "int"), ("kurtosis", "small"),
        ("median", "int small"), ("mode", "small part"), ("bit_and", "int bigint"), ("bit_or", "int"),
        ("bit_xor", "bigint"), ("count", "string"), ("approx_count_distinct", "part"), ("bool_and", "boolean"),
        ("bool_or", "boolean"), ("bitmap_count(bitmap_construct_agg", "small"),
    ]
] + [
    (name + "({0}, {1})", 2, "small")
    for name in "corr covar_pop covar_samp regr_count regr_avgx regr_avgy regr_sxx regr_syy regr_sxy regr_slope "
    "regr_intercept regr_r2 max_by min_by".split()
] + [
    (form, 1, "small int double")
    for form in [
        "percentile({0}, 0.3)", "percentile({0}, 1.0)", "percentile({0}, 0.0)", "percentile_approx({0}, 0.5)",
        "percentile_cont(0.7) WITHIN GROUP (ORDER BY {0})", "percentile_cont(0.2) WITHIN GROUP (ORDER BY {0} DESC)",
        "percentile_disc(0.4) WITHIN GROUP (ORDER BY {0})", "mode() WITHIN GROUP (ORDER BY {0} DESC)",
        "percentile(DISTINCT {0}, 0.5)",
    ]
] + [
    (form, 1, "part string")
    for form in [
        "listagg({0}, '-') WITHIN GROUP (ORDER BY {0})", "listagg({0}, '') WITHIN GROUP (ORDER BY {0} DESC)",
        "listagg(DISTINCT {0}, '|') WITHIN GROUP (ORDER BY {0})",
    ]
]


def random_value(kind, chance):
    return {
        "int": lambda: str(chance.randint(-(2**31), 2**31 - 1)),
        "bigint": lambda: f"{chance.randint(-(2**63) + 1, 2**63 - 1)}L",
        "double": lambda: f"{chance.uniform(-1e6, 1e6)!r}D",
        "decimal": lambda: f"{chance.randint(-10**9, 10**9) / 1000:.3f}",
        "string": lambda: "'" + "".join(chance.choice("aBc 1é,.-x") for _ in range(chance.randint(1, 9))) + "'",
        "date": lambda: f"DATE'{chance.randint(1600, 2400)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}'",
        "timestamp": lambda: f"TIMESTAMP'{chance.randint(1900, 2100)}-{chance.randint(1, 12):02d}-15 "
        f"{chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}:{chance.randint(0, 59):02d}.{chance.randint(0, 999999):06d}'",
    }.get(kind, lambda: chance.choice(VALUES[kind]))()


def shown(expression, source):
    """The type and the text of a value; binary as hexadecimal digits."""
    return (
        f"SELECT typeof(x), CASE typeof(x) WHEN 'binary' THEN hex(CAST(CAST(x AS STRING) AS BINARY))"
        f" ELSE CAST(x AS STRING) END FROM (SELECT {expression} AS x{source})"
    )


def scalar_statements(name, kinds, chance):
    choices = [VALUES[kind] + [random_value(kind, chance) for _ in range(3)] for kind in kinds]
    rows = list(itertools.product(*choices)) if len(kinds) < 4 else [
        tuple(chance.choice(one) for one in choices) for _ in range(200)
    ]
    chance.shuffle(rows)
    for row in rows[:STATEMENTS_PER_FUNCTION]:
        columns = [f"c{i}" for i, kind in enumerate(kinds) if kind not in CONSTANTS]
        values = [value for value, kind in zip(row, kinds) if kind not in CONSTANTS]
        arguments = [value if kind in CONSTANTS else f"c{i}" for i, (value, kind) in enumerate(zip(row, kinds))]
        source = f" FROM VALUES ({', '.join(values)}) AS t({', '.join(columns)})" if columns else ""
        yield shown(f"{name}({', '.join(arguments)})", source)


def aggregate_statements(form, count, kinds, chance):
    for kind in kinds.split():
        for _ in range(6):
            pool = VALUES[kind] + [random_value(kind, chance) for _ in range(4)]
            rows = [[chance.choice(pool) for _ in range(count)] for _ in range(chance.choice([0, 1, 2, 5, 9]))]
            columns = [f"c{i}" for i in range(count)]
            text = form.format(*columns)
            text += ")" * (text.count("(") - text.count(")"))
            nothing = not rows
            rows = rows or [[pool[0]] * count]
            values = ", ".join(f"({', '.join(row)})" for row in rows)
            yield shown(text, f" FROM VALUES {values} AS t({', '.join(columns)})" + (" WHERE 1 = 0" if nothing else ""))


def statements(names):
    chance = random.Random(SEED)
    for name, kinds in FUNCTIONS:
        if not names or name in names:
            yield from scalar_statements(name, kinds, chance)
    for form, count, kinds in AGGREGATES:
        if not names or form.split("(")[0] in names:
            yield from aggregate_statements(form, count, kinds, chance)


def answer(session, sql):
    try:
        row = session.sql(sql).collect()[0]
        return {"sql": sql, "type": row[0], "text": row[1]}
    except Exception as error:  # Spark tells the user's errors by many classes.
        found = re.search(r"\[([A-Z_0-9.]+)\]", str(error))
        return {"sql": sql, "error": found.group(1) if found else str(error)[:200]}


def main():
    session = engines.spark(**{"spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "America/Los_Angeles"})
    with open(sys.argv[1], "w", encoding="utf-8") as target:
        for sql in statements(set(sys.argv[2:])):
            target.write(json.dumps(answer(session, sql), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
