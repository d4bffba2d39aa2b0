-- Comparisons, three-valued logic, conditions on every type.
SELECT id, i, b FROM numbers WHERE i > 500;
SELECT count(*) FROM numbers WHERE i <> 0;
SELECT count(*) FROM numbers WHERE NOT (i > 0 AND b > 0);
SELECT count(*) FROM numbers WHERE i > 0 OR b > 0;
SELECT count(*) FROM numbers WHERE i IS NULL OR d IS NOT NULL;
SELECT id FROM numbers WHERE i BETWEEN -10 AND 10 AND m NOT BETWEEN -5000 AND 5000;
SELECT id FROM numbers WHERE i IN (1, 2, 3, 500, -999) OR t IN (4);
SELECT count(*) FROM numbers WHERE i NOT IN (1, 2, 3);
SELECT count(*) FROM numbers WHERE i NOT IN (1, 2, NULL);
SELECT count(*) FROM numbers WHERE flag;
SELECT count(*) FROM numbers WHERE NOT flag;
SELECT count(*) FROM numbers WHERE flag IS TRUE;
SELECT count(*) FROM numbers WHERE flag IS NOT FALSE;
SELECT id, d FROM numbers WHERE d > 100 AND id < 500;
SELECT id FROM numbers WHERE d = 'NaN';
SELECT id FROM numbers WHERE m = 12.5 OR m > 9990;
SELECT id, w FROM numbers WHERE w > 100000000000000000000;
SELECT id FROM texts WHERE s = 'common' AND id < 100;
SELECT id, s FROM texts WHERE s = '';
SELECT count(*) FROM texts WHERE s <> 'common';
SELECT id, s FROM texts WHERE s > 'word 390';
SELECT id, s FROM texts WHERE s LIKE 'word 3%';
SELECT count(*) FROM texts WHERE s LIKE '%o%';
SELECT count(*) FROM texts WHERE s NOT LIKE '%o_m%';
SELECT count(*) FROM texts WHERE s LIKE '___😀';
SELECT count(*) FROM texts WHERE s IN ('common', '', 'word 7');
SELECT id, d FROM times WHERE d >= DATE '2020-01-01' AND d < DATE '2021-01-01';
SELECT count(*) FROM times WHERE ts < TIMESTAMP '1990-05-01 12:30:00';
SELECT id, d FROM times WHERE d = '2024-02-29';
-- Constant conditions.
SELECT count(*) FROM numbers WHERE 1 = 0;
SELECT count(*) FROM numbers WHERE NULL;
SELECT k, s, m, d FROM nothing WHERE k > 0;
-- Expressions.
SELECT id, i + 1, b - i, s * t, -i FROM numbers WHERE id < 200 AND id NOT IN (11, 12, 13, 14);
SELECT id, i / 4, b / 3 FROM numbers WHERE id < 200;
SELECT id, i % 7, b % 13 FROM numbers WHERE id < 200;
SELECT id, m + 1.25, m * 2.5, m - 0.01 FROM numbers WHERE id < 300;
SELECT id, d * 2, d + f, d / 3 FROM numbers WHERE id BETWEEN 20 AND 300;
SELECT id, CASE WHEN i > 0 THEN 'plus' WHEN i < 0 THEN 'minus' ELSE 'none' END FROM numbers WHERE id < 300;
SELECT id, CASE g WHEN 1 THEN 'one' WHEN 2 THEN 'two' END FROM numbers WHERE id < 300;
SELECT id, coalesce(i, s, 0), nullif(g, 3) FROM numbers WHERE id < 300;
-- A branch guards another against an error.
SELECT id, CASE WHEN t = 0 THEN NULL ELSE 100 / t END FROM numbers WHERE id < 300;
SELECT count(*) FROM numbers WHERE t <> 0 AND 100 / t > 10;
SELECT id, i = 5, i IS NULL, flag AND i > 0, flag OR i > 0 FROM numbers WHERE id < 300;
-- duckdb: SELECT id, i IS NOT DISTINCT FROM g FROM numbers WHERE id < 500
SELECT id, i <=> g FROM numbers WHERE id < 500;
-- Names without regard to case, aliases, quoted names.
-- duckdb: SELECT ID AS "The Id", I + 1 AS next FROM NUMBERS AS n WHERE N.Id < 5
SELECT ID AS `The Id`, I + 1 AS next FROM NUMBERS AS n WHERE N.Id < 5;
-- Words that are names in Spark.
-- duckdb: SELECT "row", t."window", "date" AS "offset" FROM (SELECT k AS "row", name AS "window", k + 1 AS "date" FROM small) t WHERE "date" > 3 ORDER BY "row"
SELECT row, t.window, date AS offset FROM (SELECT k AS row, name AS window, k + 1 AS date FROM small) t WHERE date > 3 ORDER BY row;
SELECT * FROM small;
SELECT s.*, s.k + 1 FROM small AS s;
SELECT 1, 'a', NULL, 1.5, TRUE, DATE '2020-02-03';
-- Stars without some columns.
-- duckdb: SELECT * EXCLUDE (s) FROM texts WHERE id < 50
SELECT * EXCEPT (s) FROM texts WHERE id < 50;
-- duckdb: SELECT t.* EXCLUDE (S, id), n.i FROM texts t JOIN numbers n ON t.id = n.id WHERE n.id < 50
SELECT t.* EXCEPT (S, id), n.i FROM texts t JOIN numbers n ON t.id = n.id WHERE n.id < 50;
-- duckdb: SELECT * EXCLUDE (id), id + 1 FROM (SELECT id, g FROM numbers)
SELECT * EXCEPT (id), id + 1 FROM (SELECT id, g FROM numbers);
