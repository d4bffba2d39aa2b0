select count(*) from lineitem
----
select n_regionkey, count(*) c from nation group by n_regionkey having c > 1 order by c desc, n_regionkey
----
select year(l_shipdate) y, l_returnflag || '-' || l_linestatus k, count(*) from lineitem group by 1, 2 order by 3 desc limit 3 offset 2
----
select l_shipmode from lineitem group by l_shipmode
----
select distinct n_regionkey, n_name from nation
----
select count(distinct c_nationkey) from customer
----
select c_mktsegment, count(distinct c_nationkey), count(*), sum(c_acctbal), avg(distinct c_acctbal) from customer group by c_mktsegment
----
select count(distinct i), count(distinct str) from types
----
select b, count(*) filter (where i > 3), count_if(i > 3), sum(i) filter (where b), count(distinct str) filter (where b) from types group by b
----
select stddev(i), variance(d), bool_and(b), every(b), any_value(str), mean(n), min(distinct day), first(i) from types
----
select max(n) - min(n) + count(*) from (select count(*) n from lineitem group by l_shipmode) where n > 5
----
select n_regionkey + 1, sum(n_nationkey) from nation group by n_regionkey + 1 order by sum(n_nationkey)
----
select l_orderkey, c from (select l_orderkey, count(*) c from lineitem group by l_orderkey) join orders on l_orderkey = o_orderkey
----
select n_regionkey, n_name, count(*), grouping(n_name), grouping_id() from nation group by rollup (n_regionkey, n_name) having grouping_id(n_name) = 0 order by all
----
select n_regionkey, sum(n_regionkey + n_nationkey) from nation group by n_regionkey, cube (n_name, n_nationkey)
----
select n_regionkey, n_name, count(*) from nation group by n_regionkey, n_name grouping sets ((n_regionkey), (n_regionkey), ())
----
select n_regionkey, count(*) from nation group by n_regionkey with rollup
----
select count(*) from nation group by grouping sets (())
----
select n_regionkey, upper(n_name), count(*) from nation group by all order by all desc
----
select count(distinct n_name, n_nationkey) filter (where n_regionkey > 1), count(distinct *) from nation
----
select not (n_name is null), 1 + n_regionkey, count(*) from nation group by n_name is null, n_regionkey + 1 order by 1 + n_regionkey
----
select n_regionkey, grouping(n_regionkey), grouping_id() from nation group by grouping sets (n_regionkey)
----
select n_regionkey, sum(n_nationkey) as n_nationkey from nation group by n_regionkey having n_nationkey > 5 and max(n_nationkey) > 3
----
select n_regionkey, max(n_name) from nation group by n_regionkey having exists (select 1 from region where r_name < max(n_name) and r_regionkey = n_regionkey)
----
select coalesce(*), n_regionkey in (n_nationkey, 3) from nation
----
select sum(o_totalprice) over (order by o_orderdate range between interval 3 days preceding and current row) from orders
