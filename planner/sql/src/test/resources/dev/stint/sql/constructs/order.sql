select c_name from customer order by c_acctbal desc nulls first, 1
----
select c_name from customer order by c_acctbal limit 10
----
select c_name as n from customer order by upper(n), c_custkey offset 5
----
select * from lineitem limit 7 offset 3
----
select 1 from lineitem limit 2
----
select * from (select * from nation order by n_name limit 3) where n_regionkey = 1
----
select n_name from nation limit 0
----
select * from (values (2), (1)) order by 1
