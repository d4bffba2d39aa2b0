select * from range(1, 2, 0)
----
select * from range('a')
----
select * from range(10, n_nationkey)
----
select * from ranges(10)
----
select * from range()
----
select * from nation right join lateral (select n_name) x
----
select * from nation join lateral (select n_regionkey as n_nationkey) x using (n_nationkey)
----
table nation |> extend count(*)
----
table nation |> extend sum(n_nationkey) as s
----
table nation |> aggregate n_name group by n_name
----
table nation |> aggregate
----
table nation |> aggregate count(*) group by 9
----
table nation |> aggregate count(*) group by rollup(n_name)
----
table nation |> set n_nam = 1
----
table nation |> set n_name = 1, N_NAME = 2
----
table nation |> drop n_nam
----
table nation |> select n_name |> where n_nationkey = 1
----
select * from nation pivot (sum(n_nationkey) for n_nam in ('a'))
----
select * from nation pivot (sum(n_nationkey) for n_name in (n_name))
----
select * from nation pivot (sum(n_nationkey) for (n_name, n_regionkey) in (1))
----
select * from nation unpivot (value for kind in (n_name, n_regionke))
----
select * from nation unpivot ((a, b) for kind in ((n_name, n_comment), (n_name)))
----
select n_name from nation where n_name = :name
----
select n_name from nation where n_name = ?
----
select stack(n_nationkey, 1, 2) from nation
----
select stack(2, 1, 'a') from nation
----
select stack(1, 1), stack(1, 2) from nation
----
select stack(2, 1, 2) as (x, y) from nation
----
select json_tuple(n_name) from nation
----
select * from sql_keywords(1)
----
select mask(n_name, str => 'a') from nation
----
select mask(n_name, upper => 'Q') from nation
----
select * from nation n right join region r approx nearest 1 by distance n_regionkey - r_regionkey
----
select * from nation n join region r exact nearest 0 by distance n_regionkey - r_regionkey
----
select * from nation n join (select 1 as x) exact nearest by similarity n_regionkey - x
