select n_nam from nation
----
select
  n_name,
	n_regionkye
from nation
----
select * from natoin
----
select * from my_table
----
select n.x from nation n
----
select m.n_name from nation n
----
select n_name from nation a, nation b
----
select uper(n_name) from nation
----
select whatever(n_name) from nation
----
select cast('x' as strng)
----
select a.b.c.d from nation
----
select x.* from nation
----
select *
----
select * from parquet.`missing`
