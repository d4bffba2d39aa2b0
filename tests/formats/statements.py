"""Has Spark answer the random statements that RandomAnswersTest wrote into a folder.

    python statements.py FOLDER

reads FOLDER/statements.jsonl and the tables beside it, and writes FOLDER/answers.jsonl: a line per
statement with its rows as JSON, or the class of the error.
"""

import json
import logging
import sys
from pathlib import Path

import engines


def answer(session, sql):
    try:
        return {"sql": sql, "rows": session.sql(sql).toJSON().collect()}
    except Exception as error:  # Whatever Spark refuses, by its first line.
        return {"sql": sql, "error": str(error).splitlines()[0]}


def main():
    folder = Path(sys.argv[1])
    logging.disable(logging.CRITICAL)
    session = engines.spark(spark__sql__jsonGenerator__ignoreNullFields="false")
    for file in folder.glob("*.parquet"):
        session.read.parquet(str(file)).createOrReplaceTempView(file.stem)
    with open(folder / "answers.jsonl", "w") as answers:
        for line in (folder / "statements.jsonl").read_text().splitlines():
            answers.write(json.dumps(answer(session, json.loads(line)["sql"])) + "\n")


if __name__ == "__main__":
    main()
