with recursive r(n) as (values 1 union select n + 1 from r) select n from r
----
with recursive r(n) as (select n + 1 from r) select n from r
----
with recursive r(n) as (select n from r union all values 1) select n from r
----
with recursive r(n) as (values 1 union all select a.n from r a join r b on a.n = b.n) select n from r
----
with recursive r(n) as (values 1 union all select (select max(n) from r)) select n from r
----
with recursive r(n) as (values 1 union all select n, n from r) select n from r
----
with recursive r(n, m) as (values 1 union all select n from r) select n from r
----
with r max recursion level 5 as (select 1) select * from r
----
with r(n) as (values 1 union all select n + 1 from r) select n from r
----
select * from nation tablesample (101 percent)
----
select * from nation tablesample (bucket 3 out of 2)
----
select * from nation tablesample (bucket 3 out of 4 on n_name)
----
select * from nation tablesample (10 kb)
----
select n_name from nation distribute by x
----
select /*+ repartition(x) */ n_name from nation
