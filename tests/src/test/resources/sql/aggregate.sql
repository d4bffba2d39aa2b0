-- Groups, NULL groups, every aggregate.
SELECT g, count(*), count(i), sum(i), min(i), max(i) FROM numbers WHERE id > 14 GROUP BY g;
SELECT g, avg(i), avg(d), sum(d), sum(f) FROM numbers WHERE id > 20 GROUP BY g;
SELECT g, sum(m), min(m), max(m), sum(w), min(w), max(w) FROM numbers GROUP BY g;
SELECT g, avg(m) FROM numbers GROUP BY g;
SELECT min(d), max(d), min(f), max(f) FROM numbers WHERE id > 20;
SELECT max(d) FROM numbers;
SELECT min(s), max(s), count(s) FROM texts;
SELECT s, count(*) FROM texts GROUP BY s;
SELECT length(s), min(s), max(s), count(*) FROM texts GROUP BY length(s);
SELECT min(d), max(d), min(ts), max(ts) FROM times;
SELECT stddev(i), variance(i), stddev_pop(i), var_pop(i) FROM numbers WHERE id > 20;
SELECT g, stddev_samp(d), var_samp(d) FROM numbers WHERE id > 20 GROUP BY g;
SELECT count(*), sum(i), avg(i), min(i), max(s) FROM numbers WHERE id < 0;
SELECT g, sum(i) FROM numbers WHERE id < 0 GROUP BY g;
SELECT count(*), sum(k), min(s), avg(m) FROM nothing;
SELECT k, count(*) FROM nothing GROUP BY k;
-- DISTINCT, alone and mixed.
SELECT count(DISTINCT i) FROM numbers;
SELECT g, count(DISTINCT s) FROM numbers GROUP BY g;
SELECT count(DISTINCT g), count(DISTINCT t), count(*), sum(s) FROM numbers;
SELECT g, count(DISTINCT t), sum(DISTINCT t), max(i), count(*) FROM numbers GROUP BY g;
SELECT DISTINCT g FROM numbers;
SELECT DISTINCT g, t FROM numbers WHERE t > 5;
SELECT DISTINCT s FROM texts;
-- HAVING, expressions over aggregates, grouping by expressions and ordinals.
SELECT g, count(*) AS n FROM numbers GROUP BY g HAVING count(*) > 580;
SELECT t % 3, sum(s) + 1, max(i) - min(t) FROM numbers WHERE id > 20 GROUP BY t % 3;
SELECT g AS grp, t, count(*) FROM numbers GROUP BY grp, 2 HAVING max(i) > 900;
SELECT count(*) FILTER (WHERE i > 0), sum(s) FILTER (WHERE flag) FROM numbers;
SELECT sum(CASE WHEN flag THEN 1 ELSE 0 END) FROM numbers;
-- Skew.
SELECT k, count(*), sum(v) FROM skewed GROUP BY k;
SELECT k, count(DISTINCT v) FROM skewed GROUP BY k;
-- -0.0 and 0.0 are one group.
SELECT count(*) FROM (SELECT d FROM numbers WHERE d = 0 GROUP BY d);
SELECT bool_and(flag), bool_or(flag) FROM numbers;

-- Several sets of keys.
SELECT g, k, count(*), sum(id) FROM numbers JOIN small ON g = k GROUP BY ROLLUP (g, k);
SELECT g, id % 3 AS r, count(*), grouping(g), grouping(id % 3) FROM numbers GROUP BY CUBE (g, id % 3);
-- duckdb: SELECT g, id % 3 AS r, max(id), grouping(g, id % 3) FROM numbers GROUP BY GROUPING SETS ((g, id % 3), (id % 3), ())
SELECT g, id % 3 AS r, max(id), grouping_id(g, id % 3) FROM numbers GROUP BY GROUPING SETS ((g, id % 3), (id % 3), ());
SELECT g, count(DISTINCT id % 5), sum(g) FROM numbers GROUP BY ROLLUP (g) HAVING count(*) > 1;
-- duckdb: SELECT g, count(*) FROM numbers GROUP BY ROLLUP (g)
SELECT g, count(*) FROM numbers GROUP BY g WITH ROLLUP;
SELECT g, count(*) FROM numbers GROUP BY GROUPING SETS ((g), (g), ());
SELECT g + 1, count(*) FROM numbers GROUP BY ROLLUP (g + 1) ORDER BY 1 NULLS FIRST, 2;
SELECT count(*), sum(id) FROM numbers WHERE id < 0 GROUP BY GROUPING SETS (());
SELECT g, id % 2 AS r, count(*) FROM numbers GROUP BY ALL ORDER BY ALL;
-- Of two values, and of all values.
SELECT g, corr(i, t), covar_pop(i, t), covar_samp(i, t) FROM numbers WHERE id > 20 GROUP BY g;
SELECT g, regr_slope(i, t), regr_intercept(i, t), regr_r2(i, t), regr_sxx(i, t), regr_sxy(i, t), regr_count(i, t) FROM numbers WHERE id > 20 GROUP BY g;
SELECT g, bit_and(t), bit_or(t), bit_xor(t) FROM numbers GROUP BY g;
SELECT g, max_by(t, id), min_by(t, id) FROM numbers GROUP BY g;
-- duckdb: SELECT g, quantile_cont(i, 0.3), median(i), quantile_disc(i, 0.7) FROM numbers GROUP BY g;
SELECT g, percentile(i, 0.3), median(i), percentile_approx(i, 0.7) FROM numbers GROUP BY g;
-- Several of the same values, and of others: filtered, distinct, in grouping sets.
-- duckdb: SELECT g, id % 2 AS r, quantile_cont(i, 0.1), quantile_cont(i, 0.9), quantile_cont(i, 0.5) FILTER (WHERE t > 2), quantile_cont(t, 0.5), median(DISTINCT t), count(*) FROM numbers GROUP BY GROUPING SETS ((g), (id % 2), ());
SELECT g, id % 2 AS r, percentile(i, 0.1), percentile(i, 0.9), percentile(i, 0.5) FILTER (WHERE t > 2), percentile(t, 0.5), median(DISTINCT t), count(*) FROM numbers GROUP BY GROUPING SETS ((g), (id % 2), ());
-- duckdb: SELECT quantile_cont(i, 0.1), quantile_cont(i, 0.9), median(i) FROM numbers WHERE id < 0;
SELECT percentile(i, 0.1), percentile(i, 0.9), median(i) FROM numbers WHERE id < 0;
-- duckdb: SELECT g, string_agg(DISTINCT CAST(t AS VARCHAR), '-' ORDER BY CAST(t AS VARCHAR)), count(*) FROM numbers GROUP BY g;
SELECT g, listagg(DISTINCT string(t), '-') WITHIN GROUP (ORDER BY string(t)), count(*) FROM numbers GROUP BY g;
-- duckdb: SELECT string_agg(s, ',' ORDER BY id DESC) FROM texts WHERE length(s) < 3;
SELECT listagg(s, ',') WITHIN GROUP (ORDER BY id DESC) FROM texts WHERE length(s) < 3;
-- duckdb: SELECT id, median(i) OVER (PARTITION BY g), quantile_cont(i, 0.2) OVER (PARTITION BY t ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING) FROM numbers WHERE id < 200 ORDER BY id;
SELECT id, median(i) OVER (PARTITION BY g), percentile(i, 0.2) OVER (PARTITION BY t ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING) FROM numbers WHERE id < 200 ORDER BY id;
