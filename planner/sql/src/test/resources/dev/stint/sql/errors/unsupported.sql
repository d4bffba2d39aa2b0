select sum(n_nationkey) over (partition by n_name) from nation
----
select row_number() from nation
----
select * from nation, lateral (select 1) x
----
select * from unnest(array[1, 2])
----
select * from nation match_recognize (pattern (a) define a as true)
----
select * from nation pivot (sum(n_nationkey) for n_name in ('a'))
----
select * from nation tablesample (10 percent)
----
select * from nation sort by n_name
----
with recursive a as (select 1) select * from a
----
select array(1, 2)
----
select array[1, 2]
----
select map('a', 1)
----
select n_name[1] from nation
----
select (1, 2)
----
select collect_list(n_name) from nation
----
select n_name from nation group by rollup (n_name)
----
select n_name from nation group by grouping sets ((n_name), ())
----
select interval '1' day
----
select day - day from types
----
select ? from nation
----
select rand()
----
select * from nation join region on n_regionkey = r_regionkey and exists (select 1)
----
select count(distinct n_name, n_nationkey) from nation
----
select n_name from nation intersect all select r_name from region
----
select n_name from nation where n_nationkey > all (select r_regionkey from region)
----
select floor(day to month) from types
----
select * from nation for system_time as of timestamp '2020-01-01 00:00:00'
----
select n_name from nation qualify 1 = 1
----
select n_name from nation where n_nationkey between symmetric 2 and 1
----
select listagg(n_name) within group (order by n_name) from nation
----
select datediff(month, ts, ts) from types
----
select n_name from nation n where n_regionkey = (select max(r_regionkey) from region where r_regionkey < n.n_regionkey)
----
select n_name from nation where exists (select r_name from region join supplier on s_suppkey = n_nationkey where r_name in (select n_name from customer))
