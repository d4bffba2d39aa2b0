select n_name, r_name from nation join region on n_regionkey = r_regionkey
----
select n_name, r_name from nation, region
----
select * from nation n left join region r on n.n_regionkey = r.r_regionkey and r_name <> 'ASIA' where n_name > 'B'
----
select n_name from nation n left join region r on n.n_regionkey = r.r_regionkey where r_name = 'ASIA'
----
select o_orderkey, c_name from customer right join orders on c_custkey = o_custkey and o_totalprice > 100
----
select a.n_name, b.n_name from nation a full join nation b on a.n_nationkey = b.n_nationkey + 1 and a.n_name <> b.n_name
----
select l_orderkey from lineitem full outer join orders on l_orderkey = o_orderkey
----
select n_name from nation n left semi join region r on n.n_regionkey = r.r_regionkey
----
select n_name from nation n left anti join region r on n.n_regionkey = r.r_regionkey anti join supplier on s_nationkey = n_nationkey
----
select * from nation a join nation b using (n_nationkey, n_name)
----
select n_regionkey, k from (select n_regionkey, n_nationkey k from nation) natural join (select n_nationkey k from nation)
----
select k, a.v, b.v from required a full join required b using (k)
----
select l_shipmode, p_type from lineitem join part on l_partkey = p_partkey or l_suppkey = p_size
----
select l_orderkey, sum(l_quantity) from lineitem join orders on l_orderkey = o_orderkey where o_totalprice > l_extendedprice group by l_orderkey
----
select o_orderkey, ps_suppkey from orders join lineitem on o_orderkey = l_orderkey join partsupp on l_partkey = ps_partkey and l_suppkey = ps_suppkey
----
select * from nation cross join (select max(r_regionkey) m from region) where n_regionkey = m
