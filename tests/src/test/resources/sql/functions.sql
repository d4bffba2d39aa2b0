SELECT id, abs(i), sign(d), ceil(d), floor(d), round(d, 1) FROM numbers WHERE id BETWEEN 20 AND 400;
SELECT id, round(m, 1), ceil(m), floor(m), abs(m) FROM numbers WHERE id < 400;
SELECT id, sqrt(abs(d)), exp(t), ln(s + 301), power(t, 2), log10(s + 301) FROM numbers WHERE id BETWEEN 20 AND 400;
SELECT id, greatest(i, s, t), least(i, s, t) FROM numbers WHERE id BETWEEN 20 AND 400;
-- duckdb: SELECT id, i // nullif(t, 0) FROM numbers WHERE id BETWEEN 20 AND 400
SELECT id, i div nullif(t, 0) FROM numbers WHERE id BETWEEN 20 AND 400;
SELECT id, upper(s), lower(s), length(s), trim(s), reverse(s) FROM texts WHERE id < 500;
SELECT id, substring(s, 2, 3), substr(s, 3), left(s, 2), right(s, 2) FROM texts WHERE id < 500 AND s <> '';
SELECT id, concat(s, '-', x), s || '!' FROM texts WHERE id < 500 AND s IS NOT NULL;
SELECT id, replace(s, 'o', '0'), lpad(x, 5, 'ab'), rpad(x, 5, 'ab') FROM texts WHERE id < 500;
-- duckdb: SELECT id, strpos(s, 'o'), starts_with(s, 'wo'), contains(s, 'mm') FROM texts WHERE id < 500
SELECT id, instr(s, 'o'), startswith(s, 'wo'), contains(s, 'mm') FROM texts WHERE id < 500;
SELECT id, repeat(s, 2), concat_ws('/', s, x) FROM texts WHERE id < 200 AND s IS NOT NULL;
-- duckdb: SELECT id, regexp_replace(s, '[aeiou]', '_', 'g') FROM texts WHERE id < 300
SELECT id, regexp_replace(s, '[aeiou]', '_') FROM texts WHERE id < 300;
-- duckdb: SELECT id, regexp_extract(s, '([a-z]+) ([0-9]+)', 2) FROM texts WHERE id < 500
SELECT id, regexp_extract(s, '([a-z]+) ([0-9]+)', 2) FROM texts WHERE id < 500;
-- duckdb: SELECT id, regexp_matches(s, '^w.*[0-9]{3}$') FROM texts WHERE id < 500
SELECT id, s RLIKE '^w.*[0-9]{3}$' FROM texts WHERE id < 500;
SELECT id, md5(s), translate(s, 'om', 'xy') FROM texts WHERE id < 200;
SELECT id, CAST(n AS INT), CAST(n AS BIGINT) + 1, CAST(n AS DOUBLE) FROM texts WHERE id < 500;
-- duckdb: SELECT id, CAST(n AS DECIMAL(10,2)) FROM texts WHERE id < 500
SELECT id, CAST(n AS DECIMAL(10,2)) FROM texts WHERE id < 500;
-- duckdb: SELECT id, CAST(i AS VARCHAR), CAST(m AS VARCHAR), CAST(flag AS VARCHAR) FROM numbers WHERE id < 500
SELECT id, CAST(i AS STRING), CAST(m AS STRING), CAST(flag AS STRING) FROM numbers WHERE id < 500;
SELECT id, CAST(t AS DOUBLE), CAST(s AS DECIMAL(8,3)), CAST(i AS BIGINT) FROM numbers WHERE id < 500;
-- duckdb: SELECT id, TRY_CAST(s AS INT) FROM texts WHERE id < 300
SELECT id, try_cast(s AS INT) FROM texts WHERE id < 300;
SELECT id, year(d), month(d), day(d), quarter(d), dayofyear(d) FROM times;
-- duckdb: SELECT id, dayofweek(d) + 1, weekofyear(d) FROM times
SELECT id, dayofweek(d), weekofyear(d) FROM times;
SELECT id, hour(ts), minute(ts), second(ts), year(ts), month(ts) FROM times;
SELECT id, extract(YEAR FROM d), extract(MONTH FROM ts), extract(DAY FROM ts) FROM times;
SELECT id, d + INTERVAL '1' DAY > DATE '2000-01-01' FROM times WHERE id > 5;
SELECT id, date_trunc('month', ts), date_trunc('year', ts), date_trunc('hour', ts) FROM times;
-- duckdb: SELECT id, CAST(d + 10 AS DATE), CAST(d - 3 AS DATE) FROM times WHERE id > 3
SELECT id, date_add(d, 10), date_sub(d, 3) FROM times WHERE id > 3;
-- duckdb: SELECT id, date_diff('day', DATE '2000-01-01', d) FROM times
SELECT id, datediff(d, DATE '2000-01-01') FROM times;
-- duckdb: SELECT id, CAST(d + INTERVAL 1 MONTH AS DATE), last_day(d) FROM times WHERE id > 3
SELECT id, add_months(d, 1), last_day(d) FROM times WHERE id > 3;
-- duckdb: SELECT id, strftime(ts, '%Y-%m-%d %H:%M'), strftime(d, '%Y/%m') FROM times WHERE id > 5
SELECT id, date_format(ts, 'yyyy-MM-dd HH:mm'), date_format(d, 'yyyy/MM') FROM times WHERE id > 5;
-- duckdb: SELECT CAST('2020-02-29' AS DATE), strptime('29/02/2020', '%d/%m/%Y')::DATE
SELECT to_date('2020-02-29'), to_date('29/02/2020', 'dd/MM/yyyy');
-- duckdb: SELECT id, coalesce(s, 'none'), CASE WHEN id % 2 = 0 THEN 'even' ELSE 'odd' END FROM texts WHERE id < 100
SELECT id, nvl(s, 'none'), if(id % 2 = 0, 'even', 'odd') FROM texts WHERE id < 100;
