"""Asks Spark for the answers of functions over NULLs, limits, odd values and random ones.

    python functions.py [--lenient] answers.jsonl [name …]

writes a line per statement: the function, the statement, and the answer or the class of the error; with
--lenient those without ANSI mode. FunctionAnswersTest
compares Stint's answers with them.
"""

import itertools
import json
import random
import re
import sys

import engines
from function_cases import ALIASES, AGGREGATES, CONSTANTS, FORMS, FRAMES, FUNCTIONS, OWN_FRAMES, STATEMENTS, VALUES, WINDOWS

SEED = 20
STATEMENTS_PER_FUNCTION = 24

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


def scalar_statements(form, kinds, chance, most=STATEMENTS_PER_FUNCTION):
    choices = [VALUES[kind] + [random_value(kind, chance) for _ in range(3)] for kind in kinds]
    rows = list(itertools.product(*choices)) if len(kinds) < 4 else [
        tuple(chance.choice(one) for one in choices) for _ in range(200)
    ]
    chance.shuffle(rows)
    for row in rows[:most]:
        columns = [f"c{i}" for i, kind in enumerate(kinds) if kind not in CONSTANTS]
        values = [value for value, kind in zip(row, kinds) if kind not in CONSTANTS]
        arguments = [value if kind in CONSTANTS else f"c{i}" for i, (value, kind) in enumerate(zip(row, kinds))]
        source = f" FROM VALUES ({', '.join(values)}) AS t({', '.join(columns)})" if columns else ""
        yield shown(form.format(*arguments), source)


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


def call(name, kinds):
    return name + "(" + ", ".join(f"{{{i}}}" for i in range(len(kinds))) + ")"


def window_statements(form, chance):
    """The values of all rows in one text, in the order of the rows."""
    for frame in FRAMES:
        if form.split("(")[0] in OWN_FRAMES and frame:
            continue
        count = chance.choice([1, 4, 8])
        rows = [(chance.choice(VALUES["small"]), chance.randint(0, 1), number) for number in range(count)]
        order = "c0" if "RANGE" in frame or form.split("(")[0] in ("rank", "dense_rank") else "c0, c2"
        over = f"(PARTITION BY c1 ORDER BY {order}{frame})"
        values = ", ".join(f"({value}, {part}, {number})" for value, part, number in rows)
        yield (
            "SELECT max(typeof(x)), listagg(coalesce(CAST(x AS STRING), 'NULL'), '|') WITHIN GROUP (ORDER BY c2)"
            f" FROM (SELECT c2, {form.format('c0')} OVER {over} AS x FROM VALUES {values} AS t(c0, c1, c2))"
        )


def statements():
    """Each with the function that it asks."""
    for name, kinds in FUNCTIONS:
        yield from ((name, one) for one in scalar_statements(call(name, kinds), kinds, chance(name)))
    for name, form, kinds in FORMS:
        yield from ((name, one) for one in scalar_statements(form, kinds, chance(form)))
    for alias, name in ALIASES.items():
        for other, kinds in FUNCTIONS:
            if other == name:
                yield from ((alias, one) for one in scalar_statements(call(alias, kinds), kinds, chance(alias), 4))
    for form, count, kinds in AGGREGATES:
        names_in_form = re.findall(r"[a-z_0-9]+(?=\()", form)
        for one in aggregate_statements(form, count, kinds, chance(form)):
            yield names_in_form[-1], one
    for form in WINDOWS:
        yield from ((form.split("(")[0], one) for one in window_statements(form, chance(form)))
    yield from STATEMENTS


def chance(name):
    """Each function has its own, so that one more changes no other's statements."""
    return random.Random(f"{SEED} {name}")


def answer(session, sql):
    try:
        row = session.sql(sql).collect()[0]
        return {"sql": sql, "type": row[0], "text": row[1]}
    except Exception as error:  # Spark tells the user's errors by many classes.
        found = re.search(r"\[([A-Z_0-9.]+)\]", str(error))
        return {"sql": sql, "error": found.group(1) if found else str(error)[:200]}


def main():
    is_ansi = "--lenient" not in sys.argv
    target_name, *names = [argument for argument in sys.argv[1:] if argument != "--lenient"]
    session = engines.spark(
        **{
            "spark.sql.ansi.enabled": str(is_ansi).lower(),
            "spark.sql.session.timeZone": "America/Los_Angeles",
            "spark.sql.timeType.enabled": "true",
        }
    )
    with open(target_name, "w", encoding="utf-8") as target:
        for name, sql in statements():
            if not names or name in names:
                line = {"function": name, "ansi": is_ansi, **answer(session, sql)}
                target.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
