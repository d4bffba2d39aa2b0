select n_regionkey from nation except all select r_regionkey from region
----
select n_regionkey from nation intersect all select r_regionkey from region
----
select id * 2 as even from range(10, 0, -3) where id > 2
----
select count(*) from range(5)
----
select n_name, s_name from nation, lateral (select s_name from supplier where s_nationkey = n_nationkey) s
----
select n_name, best from nation left join lateral (select s_name as best, n_regionkey + 1 as next from supplier where s_nationkey = n_nationkey order by s_acctbal desc limit 1) on next > 2
----
select n_name, suppliers from nation join lateral (select count(*) as suppliers from supplier where s_nationkey = n_nationkey)
----
from nation |> where n_regionkey = 1 |> extend n_nationkey + 1 as next |> set n_name = upper(n_name) |> drop n_comment |> order by nation.n_nationkey |> limit 3
----
table nation |> aggregate count(*) as nations group by n_regionkey as region |> where nations > 4 |> as r |> join region on r_regionkey = r.region |> select r_name, r.nations
----
table nation |> select n_regionkey |> union all (select r_regionkey from region) |> intersect (select 1)
----
select * from (select n_regionkey, n_name, n_nationkey from nation) pivot (max(n_nationkey) as largest, count(*) as nations for n_name in ('FRANCE', 'PERU' as peru))
----
select * from (select n_name, n_nationkey, n_regionkey from nation) unpivot (value for kind in (n_nationkey as nation, n_regionkey))
----
select * from nation join region on n_regionkey = r_regionkey union all select * from nation join (select * from region limit 1) on true
----
from nation |> where n_regionkey = 1 |> extend n_nationkey + 1 as next |> set n_name = upper(n_name) |> drop n_comment |> order by nation.n_nationkey |> limit 3
----
with recursive r(n) as (values 1 union all select n + 1 from r where n < 5) select n from r
----
with recursive below(key, depth) as (select n_nationkey, 0 from nation where n_regionkey = 3 union all select c_custkey, depth + 1 from below join customer on key = c_nationkey where depth < 2) select count(*) from below
----
with recursive r max recursion level 7 as (select 1 as n union all select n + 1 from r) select * from r limit 3
----
select n_name, n_regionkey from nation distribute by n_regionkey sort by n_name desc
----
select n_name from nation cluster by n_name
----
select n_name from nation sort by n_regionkey
----
select /*+ broadcast(orders) */ l_orderkey from lineitem join orders on l_orderkey = o_orderkey
----
select /*+ merge(nation) */ c_name from customer join nation on c_nationkey = n_nationkey
----
select /*+ coalesce(1) */ l_orderkey from lineitem
----
select /*+ repartition(10, l_orderkey) */ l_orderkey, l_tax from lineitem
----
select n_name from nation tablesample (5 rows)
----
select n_name from nation tablesample (100 percent)
----
select n_name from nation where n_nationkey = any (1, 2) and n_regionkey < all (3, 4)
