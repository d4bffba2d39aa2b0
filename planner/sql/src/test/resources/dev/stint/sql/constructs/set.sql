select n_name from nation union all select r_name from region
----
select n_name from nation union select r_name from region union select s_name from supplier order by 1 limit 5
----
select n_nationkey from nation union all select 2.5 union all select null
----
select n_name from nation intersect select r_name from region
----
select n_nationkey from nation except select s_nationkey from supplier
----
with a as (select * from nation), b(k, name) as (select n_nationkey, n_name from a where n_nationkey < 5) select a.n_name, b.name from a join b on k = n_nationkey
----
select max(n_nationkey) from (select n_nationkey from nation union all select count(*) from supplier group by s_nationkey)
