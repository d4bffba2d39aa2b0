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
