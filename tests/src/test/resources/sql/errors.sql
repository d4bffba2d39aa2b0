-- What must be refused or fail, and a part of what is said.
-- error: did you mean 'id'?
SELECT idd FROM numbers;
-- error: numbrs
SELECT id FROM numbrs;
-- error: line 1
SELECT FROM WHERE;
-- error: Division by zero
SELECT id / 0 FROM numbers;
-- error: cannot be cast
SELECT CAST(s AS INT) FROM texts;
-- error: verflow
SELECT b * b FROM numbers;
-- error: exceeds the range of bigint
SELECT sum(b + 0) FROM numbers, small;
-- error: verflow
SELECT i * 1000000 FROM numbers;
-- error: scalar subquery gave 12 rows
SELECT (SELECT k FROM small) FROM numbers;
-- error: needs an order
SELECT id, row_number() OVER () FROM numbers;
-- error: frobnicate
SELECT frobnicate(id) FROM numbers;
-- error: not supported: this statement
ALTER TABLE x DROP COLUMN b;
-- error: the catalog has no table 'x'
ALTER TABLE x ADD COLUMN b INT;
-- error: did you mean 'id'?
SELECT * EXCEPT (idd) FROM numbers;
-- error: no table here is called 's'
SELECT n.* EXCEPT (s.k) FROM numbers n, small s;
-- error: 'id' is left out twice
SELECT * EXCEPT (id, ID) FROM numbers;
-- error: EXCEPT leaves no column
SELECT * EXCEPT (id) FROM (SELECT id FROM numbers);
-- error: [USER_RAISED_EXCEPTION] null
SELECT raise_error(NULL);
-- error: [USER_RAISED_EXCEPTION] null
SELECT raise_error(CAST(NULL AS STRING));
