-- Functions in SQL that give rows, and rows that functions of Spark give.
-- duckdb: SELECT id, i FROM numbers WHERE id < 5
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT, i INT) RETURN SELECT id, i FROM numbers WHERE id < n; SELECT id, i FROM below(5);
-- duckdb: SELECT count(*), sum(id) FROM numbers WHERE id < 100
CREATE TEMPORARY FUNCTION below(n INT DEFAULT 100) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; SELECT count(*), sum(x.id) FROM below() AS x;
-- duckdb: SELECT k, n.id FROM small JOIN numbers n ON n.id < small.k WHERE k < 6
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; SELECT k, b.id FROM small, LATERAL below(k) AS b WHERE k < 6;
-- duckdb: SELECT k, (SELECT count(*) FROM numbers WHERE id < small.k) FROM small WHERE k < 6
CREATE TEMPORARY FUNCTION counted(n INT) RETURNS TABLE (c BIGINT) RETURN SELECT count(*) FROM numbers WHERE id < n; SELECT k, x.c FROM small, LATERAL counted(k) AS x WHERE k < 6;
-- duckdb: SELECT k, n.id FROM small LEFT JOIN numbers n ON n.id < small.k WHERE k < 6
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; SELECT k, b.id FROM small LEFT JOIN LATERAL below(k) AS b WHERE k < 6;
-- duckdb: SELECT a.id, b.id FROM numbers a JOIN numbers b ON a.id = b.id + 1 WHERE a.id < 9 AND b.id < 5
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; SELECT a.id, b.id FROM below(9) a JOIN below(n => 5) b ON a.id = b.id + 1;
-- duckdb: SELECT id FROM numbers WHERE id < 3 UNION ALL SELECT id * 2 FROM numbers WHERE id < 3
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; CREATE TEMPORARY FUNCTION both(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM below(n) UNION ALL SELECT id * 2 FROM below(n); SELECT id FROM both(3);
-- duckdb: SELECT id FROM numbers WHERE id IN (SELECT k FROM small WHERE k < 4)
CREATE TEMPORARY FUNCTION keys(n INT) RETURNS TABLE (k BIGINT) RETURN SELECT k FROM small WHERE k < n; SELECT id FROM numbers WHERE id IN (SELECT k FROM keys(4));
-- duckdb: SELECT 1 WHERE 1 = 2
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; SELECT id FROM below(NULL);
-- duckdb: SELECT g, count(*) FROM numbers WHERE id < 50 GROUP BY g
CREATE TEMPORARY FUNCTION grouped(n INT) RETURNS TABLE (g INT, c BIGINT) RETURN SELECT g, count(*) FROM numbers WHERE id < n GROUP BY g; SELECT * FROM grouped(50);
-- duckdb: SELECT range AS id FROM range(2, 11, 3)
SELECT id FROM range(2, 11, 3);
-- duckdb: SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(col0, col1)
SELECT * FROM stack(2, 1, 'a', 2, 'b');
-- error: below takes 1 argument
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; SELECT id FROM below(1, 2);
-- error: below
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; SELECT below(1);
-- error: CAST_INVALID_INPUT
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < n; SELECT id FROM below('x');
-- error: no column is called 'zz'
CREATE TEMPORARY FUNCTION below(n INT) RETURNS TABLE (id BIGINT) RETURN SELECT id FROM numbers WHERE id < zz; SELECT id FROM below(1);
