-- Every kind of join, with NULL keys and duplicates.
SELECT n.id, n.g, s.name FROM numbers n JOIN small s ON n.g = s.k WHERE n.id < 400;
SELECT n.id, s.k, s.name FROM numbers n LEFT JOIN small s ON n.g = s.k AND s.k < 4 WHERE n.id < 300;
SELECT n.id, s.k FROM (SELECT * FROM numbers WHERE id < 40) n RIGHT JOIN small s ON n.g = s.k;
SELECT n.id, n.g, s.k, s.name FROM (SELECT * FROM numbers WHERE id < 40) n FULL JOIN small s ON n.g = s.k;
SELECT a.k, b.k FROM small a CROSS JOIN small b WHERE a.k < 3;
SELECT a.k, b.k FROM small a JOIN small b ON a.k < b.k;
SELECT a.k, b.k FROM small a LEFT JOIN small b ON a.k + 8 < b.k;
SELECT a.k, b.k FROM small a FULL JOIN small b ON a.k = b.k + 5;
SELECT count(*) FROM skewed a JOIN skewed b ON a.k = b.k WHERE a.v < 200 AND b.v < 200;
SELECT count(*), sum(a.v) FROM skewed a JOIN numbers n ON a.k = n.g;
SELECT count(*) FROM numbers a JOIN numbers b ON a.i = b.i AND a.s < b.s;
SELECT a.id, b.id FROM numbers a JOIN numbers b ON a.b = b.b AND a.id < b.id WHERE a.id < 1000;
SELECT count(*) FROM texts a JOIN texts b ON a.s = b.s WHERE a.id < 100;
SELECT a.id, b.id FROM times a JOIN times b ON a.d = b.d AND a.id <> b.id WHERE a.id < 500;
-- duckdb: SELECT id FROM numbers n WHERE EXISTS (SELECT 1 FROM small s WHERE s.k = n.g AND s.k > 4) AND id < 200
SELECT id FROM numbers n LEFT SEMI JOIN small s ON n.g = s.k AND s.k > 4 WHERE id < 200;
-- duckdb: SELECT id FROM numbers n WHERE NOT EXISTS (SELECT 1 FROM small s WHERE s.k = n.g AND s.k > 4) AND id < 200
SELECT id FROM numbers n LEFT ANTI JOIN small s ON n.g = s.k AND s.k > 4 WHERE id < 200;
SELECT k, name, v FROM small JOIN skewed USING (k) WHERE v < 60;
SELECT count(*) FROM small NATURAL JOIN skewed;
-- Joins of joins, of groups, of nothing.
SELECT s.name, sum(x.total) FROM small s JOIN (SELECT g, sum(s) AS total FROM numbers GROUP BY g) x ON s.k = x.g GROUP BY s.name;
SELECT n.id, s.name, t.s FROM numbers n, small s, texts t WHERE n.g = s.k AND n.id = t.id AND n.id < 200;
SELECT s.k, x.s FROM small s LEFT JOIN nothing x ON s.k = x.k;
SELECT s.k, x.s FROM small s JOIN nothing x ON s.k = x.k;
SELECT s.k, x.s FROM nothing x FULL JOIN small s ON s.k = x.k;
SELECT a.g, count(*) FROM numbers a JOIN numbers b ON a.g = b.g AND a.t = b.t GROUP BY a.g;
