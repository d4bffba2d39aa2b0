SELECT id FROM numbers WHERE g IN (SELECT k FROM small WHERE k > 5) AND id < 300;
SELECT id FROM numbers WHERE g NOT IN (SELECT k FROM small WHERE k > 5) AND id < 300;
SELECT count(*) FROM numbers WHERE g NOT IN (SELECT k FROM skewed);
SELECT count(*) FROM numbers WHERE g IN (SELECT k FROM skewed);
SELECT k FROM small s WHERE EXISTS (SELECT * FROM numbers n WHERE n.g = s.k);
SELECT k FROM small s WHERE NOT EXISTS (SELECT * FROM numbers n WHERE n.g = s.k AND n.i > 990);
SELECT id, i FROM numbers WHERE i = (SELECT max(i) FROM numbers WHERE id > 20);
SELECT id, (SELECT count(*) FROM small) FROM numbers WHERE id < 10;
SELECT k, (SELECT max(v) FROM skewed x WHERE x.k = s.k) FROM small s;
SELECT k, (SELECT count(*) FROM skewed x WHERE x.k = s.k) FROM small s;
SELECT id, i FROM numbers a WHERE id < 600 AND i > (SELECT avg(b.i) FROM numbers b WHERE b.g = a.g AND b.id > 20);
SELECT count(*) FROM numbers a WHERE EXISTS (SELECT * FROM numbers b WHERE b.g = a.g AND b.t = a.t AND b.id <> a.id);
SELECT count(*) FROM texts WHERE s NOT IN (SELECT s FROM texts WHERE s LIKE 'word 1%');
SELECT k FROM small WHERE k > (SELECT min(k) FROM nothing);
SELECT k FROM small WHERE k = ANY (SELECT g FROM numbers);
SELECT * FROM (SELECT g, sum(s) AS total FROM numbers GROUP BY g) WHERE total > 0;
WITH a AS (SELECT g, count(*) AS n FROM numbers GROUP BY g), b AS (SELECT max(n) AS most FROM a) SELECT g, n FROM a, b WHERE n = most;
WITH a AS (SELECT k FROM small WHERE k < 5) SELECT x.k, y.k FROM a x JOIN a y ON x.k = y.k + 1;
SELECT CASE WHEN EXISTS (SELECT 1 FROM small WHERE k = 3) THEN 'yes' ELSE 'no' END;
SELECT k FROM small WHERE k NOT IN (SELECT k FROM nothing);

-- Correlation below a grouping other than by '='.
SELECT s.k, (SELECT count(*) FROM skewed x WHERE x.k < s.k) FROM small s;
SELECT s.k, (SELECT max(x.v) FROM skewed x WHERE x.k > s.k AND x.v > 100 * s.k) FROM small s;
SELECT s.k, (SELECT sum(x.v) FROM skewed x WHERE x.k <> s.k AND x.v < 300) FROM small s;
SELECT id, i FROM numbers a WHERE id < 200 AND i > (SELECT avg(b.i) FROM numbers b WHERE b.g < a.g AND b.id BETWEEN 20 AND 500);
SELECT k FROM small s WHERE 100 < (SELECT count(*) FROM numbers n WHERE n.g >= s.k);
SELECT g, count(*) FROM numbers n WHERE id < 300 AND EXISTS (SELECT g FROM numbers m WHERE m.id > n.id AND m.id < 320 GROUP BY g HAVING count(*) > n.g) GROUP BY g;
-- duckdb: SELECT k, (SELECT count(name) FROM small b WHERE b.name IS NOT DISTINCT FROM a.name) FROM small a
SELECT k, (SELECT count(name) FROM small b WHERE b.name <=> a.name) FROM small a;
SELECT k, (SELECT count(*) FROM small b WHERE b.name = a.name) FROM small a;
SELECT id, (SELECT count(*) FROM numbers b WHERE b.id < 40 AND b.flag IS NOT DISTINCT FROM a.flag AND b.i < a.i) FROM numbers a WHERE id < 60;

-- Counts over no rows, and aggregates that are computed on.
SELECT k, (SELECT count(*) + 1 FROM nothing n WHERE n.k = s.k) FROM small s;
SELECT k, (SELECT coalesce(max(n.k), -1) FROM nothing n WHERE n.k < s.k) FROM small s;
SELECT k, (SELECT 7 FROM nothing n WHERE n.k = s.k) FROM small s;
SELECT k, (SELECT count(*) * s.k FROM skewed x WHERE x.k = s.k AND x.v < 500) FROM small s;
SELECT k, (SELECT CASE WHEN count(*) = 0 THEN 'none' ELSE max(name) END FROM small b WHERE b.k > a.k + 5) FROM small a;
SELECT k FROM small s WHERE (SELECT count(*) FROM skewed x WHERE x.k = s.k) = 0;
SELECT k FROM small s WHERE 0 IN (SELECT count(*) FROM skewed x WHERE x.k = s.k AND x.v < 200);
SELECT k, k IN (SELECT count(*) FROM skewed x WHERE x.k = s.k AND x.v < 200) FROM small s;
SELECT k, 80 NOT IN (SELECT count(*) FROM skewed x WHERE x.k > s.k) FROM small s;

-- HAVING in a correlated subquery, with and without groups.
SELECT k, (SELECT count(*) FROM skewed x WHERE x.k = s.k HAVING count(*) > 5) FROM small s;
SELECT k, (SELECT count(*) FROM skewed x WHERE x.k = s.k HAVING count(*) = 0) FROM small s;
SELECT k FROM small s WHERE EXISTS (SELECT count(*) FROM skewed x WHERE x.k = s.k HAVING count(*) < 3);
SELECT k FROM small s WHERE NOT EXISTS (SELECT max(v) FROM skewed x WHERE x.k = s.k HAVING max(v) > 100 * s.k);
SELECT k FROM small s WHERE s.k IN (SELECT x.k FROM skewed x WHERE x.v > s.k GROUP BY x.k HAVING count(*) > 4);

-- Below UNION, INTERSECT, EXCEPT and DISTINCT.
SELECT k, (SELECT max(u) FROM (SELECT v AS u FROM skewed x WHERE x.k = s.k UNION ALL SELECT id FROM numbers n WHERE n.g = s.k) t) FROM small s;
SELECT k, (SELECT count(*) FROM (SELECT v AS u FROM skewed x WHERE x.k = s.k UNION SELECT id FROM numbers n WHERE n.g < s.k) t) FROM small s;
SELECT k, (SELECT count(*) FROM (SELECT k AS u FROM small b WHERE b.k < a.k UNION ALL SELECT 1 UNION ALL SELECT a.k) t) FROM small a;
SELECT k FROM small s WHERE k IN (SELECT x.k FROM skewed x WHERE x.v > 3000 INTERSECT SELECT n.g FROM numbers n WHERE n.id > 100 * s.k);
SELECT k FROM small s WHERE EXISTS (SELECT x.k FROM skewed x WHERE x.v < 10 * s.k EXCEPT SELECT n.g FROM numbers n WHERE n.id < 20 * s.k);
SELECT k, (SELECT count(*) FROM (SELECT DISTINCT x.k, s.k FROM skewed x WHERE x.v < 100 * s.k) t) FROM small s;
SELECT k, (SELECT count(DISTINCT x.k) FROM skewed x WHERE x.v < 100 * s.k) FROM small s;

-- Below LIMIT.
SELECT k, (SELECT v FROM skewed x WHERE x.k = s.k ORDER BY v DESC LIMIT 1) FROM small s;
SELECT k, (SELECT v FROM skewed x WHERE x.k > s.k ORDER BY v LIMIT 1 OFFSET 2) FROM small s;
SELECT k, (SELECT v FROM skewed x WHERE x.k = s.k ORDER BY v LIMIT 1 OFFSET 30) FROM small s;
SELECT k, (SELECT sum(v) FROM (SELECT v FROM skewed x WHERE x.k = s.k ORDER BY v DESC LIMIT 3) t) FROM small s;
SELECT k, (SELECT sum(v) FROM (SELECT v, k FROM skewed x WHERE x.k <> s.k ORDER BY k DESC, v LIMIT 3 OFFSET 1) t) FROM small s;
SELECT k, (SELECT sum(y + s.k) FROM (SELECT v + s.k AS y FROM skewed x WHERE x.k = s.k ORDER BY v - s.k LIMIT 4) t) FROM small s;
SELECT k FROM small s WHERE EXISTS (SELECT 1 FROM skewed x WHERE x.k = s.k LIMIT 1 OFFSET 20);
SELECT k FROM small s WHERE 3990 IN (SELECT v FROM skewed x WHERE x.k = s.k ORDER BY v DESC LIMIT 5);
SELECT k, (SELECT count(*) FROM (SELECT 1 FROM skewed x WHERE x.k = s.k LIMIT 7) t) FROM small s;

-- Outer columns in the subquery's SELECT list, GROUP BY and aggregates.
SELECT k, (SELECT s.k + max(x.v) FROM skewed x WHERE x.k = s.k) FROM small s;
SELECT k, (SELECT max(x.v + s.k) FROM skewed x WHERE x.k = s.k) FROM small s;
SELECT k, (SELECT sum(x.v * s.k) FROM skewed x WHERE x.v < 20) FROM small s;
SELECT k, (SELECT s.k FROM skewed x WHERE x.v = s.k) FROM small s;
-- duckdb: SELECT k, NULL FROM small
SELECT k, (SELECT coalesce(s.name, 'none') FROM nothing n WHERE n.k = s.k) FROM small s;
SELECT k, (SELECT s.k) FROM small s;
SELECT k FROM small s WHERE k + 1 IN (SELECT x.k + s.k FROM skewed x WHERE x.v < 100);
SELECT k, (SELECT count(*) FROM (SELECT x.k + s.k AS c FROM skewed x WHERE x.v < 200 GROUP BY x.k + s.k) t WHERE c > 9) FROM small s;
SELECT k FROM small s WHERE s.name IN (SELECT name FROM small);

-- Two levels, the inner one using the outermost's columns.
SELECT k FROM small s WHERE EXISTS (SELECT 1 FROM skewed x WHERE x.k = s.k AND EXISTS (SELECT 1 FROM numbers n WHERE n.g = s.k AND n.id = x.v));
SELECT k FROM small s WHERE EXISTS (SELECT 1 FROM skewed x WHERE x.v < 100 AND NOT EXISTS (SELECT 1 FROM numbers n WHERE n.g = s.k AND n.id = x.v));
SELECT k, (SELECT count(*) FROM skewed x WHERE x.v < 50 AND x.v > (SELECT avg(n.id) FROM numbers n WHERE n.id < 60 AND n.g = s.k)) FROM small s;
SELECT k, (SELECT count(*) FROM skewed x WHERE x.v < 50 AND x.v > (SELECT min(n.id) FROM numbers n WHERE n.id < 60 AND n.g < s.k AND n.id <> x.v)) FROM small s;
SELECT k, (SELECT max(x.v + (SELECT count(*) FROM numbers n WHERE n.g = s.k AND n.id < x.v)) FROM skewed x WHERE x.v < 40) FROM small s;
SELECT k FROM small s WHERE k IN (SELECT x.k FROM skewed x WHERE x.v < 300 AND x.v NOT IN (SELECT n.id FROM numbers n WHERE n.g = s.k));
-- duckdb: SELECT k, (SELECT count(*) FROM skewed x WHERE x.v < 30 AND NOT EXISTS (SELECT 1 FROM numbers n WHERE n.id = x.v AND n.g = s.k)) FROM small s
SELECT k, (SELECT count(*) FROM skewed x LEFT JOIN numbers n ON n.id = x.v AND n.g = s.k WHERE x.v < 30 AND n.id IS NULL) FROM small s;
-- duckdb: SELECT k, (SELECT count(*) FROM skewed x JOIN numbers n ON n.id = x.v WHERE x.v < 30 AND n.g > s.k) FROM small s
SELECT k, (SELECT count(n.id) FROM skewed x LEFT JOIN numbers n ON n.id = x.v AND n.g > s.k WHERE x.v < 30) FROM small s;
-- duckdb: SELECT s.k, sum(CASE WHEN n.g > s.k AND n.id < 9 THEN n.id ELSE 100 END) FROM small s, numbers n WHERE n.id < 12 GROUP BY s.k
SELECT k, (SELECT sum(coalesce(x.v, 100)) FROM (SELECT * FROM skewed WHERE v < 9) x RIGHT JOIN (SELECT * FROM numbers WHERE id < 12) n ON n.id = x.v AND n.g > s.k) FROM small s;
-- duckdb: SELECT k, (SELECT 21 - count(*) FROM numbers n WHERE n.id < 9 AND n.g > s.k) FROM small s
SELECT k, (SELECT count(*) FROM (SELECT v FROM skewed WHERE v < 9) x FULL JOIN (SELECT id, g FROM numbers WHERE id < 12) n ON n.id = x.v AND n.g > s.k) FROM small s;
SELECT k, (SELECT (SELECT max(n.id) FROM numbers n WHERE n.g = s.k)) FROM small s;

-- NULLs on either side, with and without correlation.
SELECT id, g IN (SELECT k FROM skewed WHERE v < 50) FROM numbers WHERE id < 80;
SELECT id, g NOT IN (SELECT k FROM skewed WHERE k IS NOT NULL) FROM numbers WHERE id < 80;
SELECT id, g IN (SELECT k FROM nothing) FROM numbers WHERE id < 40;
SELECT id, g IN (SELECT NULL) FROM numbers WHERE id < 40;
SELECT id, g NOT IN (SELECT x.k FROM skewed x WHERE x.v < n.id) FROM numbers n WHERE id < 200;
SELECT id FROM numbers n WHERE id < 300 AND g NOT IN (SELECT x.k FROM skewed x WHERE x.v < n.id AND x.v > 20);
SELECT id FROM numbers n WHERE id < 300 AND g NOT IN (SELECT x.k FROM skewed x WHERE x.v % 10 = n.id % 10);
SELECT count(*) FROM numbers n WHERE g NOT IN (SELECT k FROM skewed WHERE k > 5) OR g IS NULL;
SELECT k FROM small WHERE name NOT IN (SELECT name FROM small WHERE k > 8);
SELECT k FROM small WHERE name NOT IN (SELECT name FROM small WHERE k > 8 AND name IS NOT NULL);
SELECT k FROM small s WHERE s.name NOT IN (SELECT b.name FROM small b WHERE b.k > s.k);

-- Rows. The reference takes any NULL in a row for an open answer, even beside values that differ.
SELECT id FROM numbers WHERE (g, t) IN (SELECT g, t FROM numbers WHERE id > 4900) AND id < 500;
-- duckdb: SELECT id FROM numbers n WHERE id < 500 AND NOT EXISTS (SELECT 1 FROM numbers m WHERE m.id > 4900 AND (m.g = n.g OR m.g IS NULL OR n.g IS NULL) AND (m.t = n.t OR m.t IS NULL OR n.t IS NULL))
SELECT id FROM numbers WHERE (g, t) NOT IN (SELECT g, t FROM numbers WHERE id > 4900) AND id < 500;
-- duckdb: SELECT id, CASE WHEN EXISTS (SELECT 1 FROM numbers m WHERE m.id > 4990 AND m.g = n.g AND m.flag = n.flag) THEN TRUE WHEN EXISTS (SELECT 1 FROM numbers m WHERE m.id > 4990 AND (m.g = n.g OR m.g IS NULL OR n.g IS NULL) AND (m.flag = n.flag OR m.flag IS NULL OR n.flag IS NULL)) THEN NULL ELSE FALSE END FROM numbers n WHERE id < 90
SELECT id, (g, flag) IN (SELECT g, flag FROM numbers WHERE id > 4990) FROM numbers WHERE id < 90;
-- duckdb: SELECT id, CASE WHEN EXISTS (SELECT 1 FROM numbers m WHERE m.id > 4900 AND m.id % 7 = n.id % 7 AND m.g = n.g AND m.t = n.t) THEN FALSE WHEN EXISTS (SELECT 1 FROM numbers m WHERE m.id > 4900 AND m.id % 7 = n.id % 7 AND (m.g = n.g OR m.g IS NULL OR n.g IS NULL) AND (m.t = n.t OR m.t IS NULL OR n.t IS NULL)) THEN NULL ELSE TRUE END FROM numbers n WHERE id < 90
SELECT id, (g, t) NOT IN (SELECT m.g, m.t FROM numbers m WHERE m.id > 4900 AND m.id % 7 = n.id % 7) FROM numbers n WHERE id < 90;
SELECT id FROM numbers WHERE id < 90 AND (g, t) NOT IN (SELECT k, k FROM nothing);

-- Quantified comparisons.
SELECT k FROM small WHERE k > ALL (SELECT g FROM numbers WHERE g IS NOT NULL);
SELECT k FROM small WHERE k > ALL (SELECT g FROM numbers);
SELECT k FROM small WHERE k >= ANY (SELECT g FROM numbers WHERE g > 4);
SELECT k FROM small WHERE k <> ALL (SELECT g FROM numbers WHERE g IS NOT NULL);
SELECT k, k < ALL (SELECT g FROM numbers), k <= ANY (SELECT g FROM numbers), k <> ANY (SELECT g FROM numbers WHERE g = 3) FROM small;
SELECT k FROM small s WHERE NOT (k = ANY (SELECT x.k FROM skewed x WHERE x.v < 10 * s.k)) AND k < ALL (SELECT k FROM nothing);
SELECT k FROM small s WHERE k < ALL (SELECT x.v % 40 FROM skewed x WHERE x.k = s.k);

-- In every clause.
SELECT k FROM small s WHERE k = 3 OR EXISTS (SELECT 1 FROM numbers n WHERE n.g = s.k AND n.id < 20) OR name IN (SELECT name FROM small b WHERE b.k < s.k);
SELECT k, CASE WHEN EXISTS (SELECT 1 FROM numbers n WHERE n.g < s.k - 4) THEN 'a' WHEN k NOT IN (SELECT g FROM numbers WHERE g > s.k) THEN 'b' END FROM small s;
SELECT upper((SELECT max(b.name) FROM small b WHERE b.k < a.k)) FROM small a;
SELECT k FROM small s ORDER BY (SELECT count(*) FROM numbers n WHERE n.g = s.k) DESC, k;
SELECT k, name FROM small s ORDER BY EXISTS (SELECT 1 FROM numbers n WHERE n.g > s.k), k IN (SELECT g + 1 FROM numbers), k DESC;
SELECT g FROM numbers GROUP BY g HAVING count(*) > (SELECT count(*) / 9 FROM numbers n2 WHERE n2.g <> numbers.g) ORDER BY g;
SELECT g FROM numbers GROUP BY g HAVING g IN (SELECT k FROM small WHERE k > 5) OR count(*) > 600 ORDER BY g;
SELECT g, (SELECT count(*) FROM small s WHERE s.k < g) FROM numbers GROUP BY g;
SELECT g, sum((SELECT count(*) FROM small s WHERE s.k < n.g)) FROM numbers n WHERE id < 100 GROUP BY g;
SELECT EXISTS (SELECT 1 FROM numbers n WHERE n.g > s.k) AS e, count(*) FROM small s GROUP BY 1;
SELECT k IN (SELECT g FROM numbers) AS e, (SELECT max(g) FROM numbers n WHERE n.g < s.k) AS m, count(*) FROM small s GROUP BY e, m;
SELECT EXISTS (SELECT 1 FROM numbers n WHERE n.g > s.k), count(*) FROM small s GROUP BY EXISTS (SELECT 1 FROM numbers n WHERE n.g > s.k);
SELECT g, count(*) FROM numbers n GROUP BY g HAVING sum((SELECT count(*) FROM small s WHERE s.k < n.g)) > 2000;
SELECT s.k, x.v FROM small s JOIN skewed x ON s.k = x.k AND x.v < 200 AND EXISTS (SELECT 1 FROM numbers n WHERE n.id = x.v AND n.g > s.k);
SELECT s.k, x.v FROM small s JOIN skewed x ON s.k = x.k AND x.v = (SELECT max(y.v) FROM skewed y WHERE y.k = s.k);
SELECT s.k, b.k FROM small s LEFT JOIN small b ON s.k = b.k + 1 AND b.k IN (SELECT g FROM numbers WHERE g > 2);
-- duckdb: SELECT s.k, b.k FROM (SELECT k, k IN (SELECT g FROM numbers WHERE g IS NOT NULL) AS m FROM small) s LEFT JOIN small b ON s.k = b.k AND s.m
SELECT s.k, b.k FROM small s LEFT JOIN small b ON s.k = b.k AND EXISTS (SELECT 1 FROM numbers n WHERE n.g = s.k);
-- duckdb: SELECT s.k, b.k FROM (SELECT k, name NOT IN (SELECT name FROM small WHERE k > 8 AND name IS NOT NULL) AS m FROM small) s FULL JOIN (SELECT k, k > (SELECT count(*) FROM small c WHERE c.k < b.k - 1) AS m FROM small b) b ON s.k = b.k + 3 AND (s.m OR b.m)
SELECT s.k, b.k FROM small s FULL JOIN small b ON s.k = b.k + 3 AND (s.name NOT IN (SELECT name FROM small WHERE k > 8 AND name IS NOT NULL) OR b.k > (SELECT count(*) FROM small c WHERE c.k < b.k - 1));
-- duckdb: SELECT k FROM small s WHERE EXISTS (SELECT 1 FROM small b WHERE s.k = b.k + 1 AND b.k > 2);
SELECT k FROM small s LEFT SEMI JOIN small b ON s.k = b.k + 1 AND b.k > (SELECT min(c.k) + 2 FROM small c);
-- duckdb: SELECT k FROM (SELECT k FROM small UNION ALL SELECT g FROM numbers WHERE id < 3) ORDER BY 11 - k
SELECT k FROM small UNION ALL SELECT g FROM numbers WHERE id < 3 ORDER BY (SELECT max(k) FROM small) - k;

-- The same words are computed once; others are not the same.
SELECT k, (SELECT v FROM skewed x WHERE x.k = s.k ORDER BY v LIMIT 1) AS a, (SELECT v FROM skewed x WHERE x.k = s.k ORDER BY v LIMIT 1 OFFSET 1) AS b, (SELECT v FROM skewed x WHERE x.k = s.k ORDER BY v DESC LIMIT 1) AS c, (SELECT v FROM skewed x WHERE x.k = s.k ORDER BY v LIMIT 1) + 1 AS d FROM small s;
SELECT k, (SELECT count(*) FROM skewed x WHERE (x.k = s.k)), (SELECT count(*) FROM skewed x WHERE (x.k = s.k AND (x.v > 20))), k IN (SELECT g FROM numbers), k + 1 IN (SELECT g FROM numbers), name IN (SELECT 'name  1'), name IN (SELECT 'name 1') FROM small s;

-- Names that hide others.
SELECT k FROM small WHERE EXISTS (SELECT 1 FROM (SELECT k + 1 AS k FROM small WHERE k > 8) small WHERE k = 11) AND k < 3;
SELECT k FROM small s WHERE k IN (SELECT k FROM skewed s WHERE v < 100);
SELECT k, (SELECT count(*) FROM skewed k WHERE k.k = s.k) FROM small s;

-- Several rows: an error where an outer row meets them, and only there.
SELECT k, (SELECT name FROM small b WHERE b.k = a.k) FROM small a;
SELECT id, (SELECT x.v FROM skewed x WHERE x.k = n.id AND x.v > 0) FROM numbers n WHERE id = 100;
-- error: a scalar subquery gave more than one row
SELECT k, (SELECT v FROM skewed x WHERE x.k = s.k) FROM small s;
-- error: a scalar subquery gave more than one row
SELECT k FROM small s WHERE name = (SELECT b.name FROM small b WHERE b.k < s.k);
SELECT k, (SELECT x.v FROM skewed x WHERE x.k = s.k) FROM small s WHERE k > 100;
SELECT id, (SELECT x.k FROM skewed x WHERE x.v = n.id) FROM numbers n WHERE id < 50;
-- A value of outer columns alone, and only where there is a row.
SELECT k, (SELECT s.k WHERE s.k = 3), (SELECT s.k + 1 FROM skewed x WHERE x.k = s.k AND x.v < 0) FROM small s;
