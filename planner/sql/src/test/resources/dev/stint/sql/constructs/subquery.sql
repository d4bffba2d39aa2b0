select n_name from nation where n_regionkey = (select max(r_regionkey) from region)
----
select n_name from nation where n_regionkey = (select r_regionkey from region where r_name = 'ASIA')
----
select n_name, (select count(*) from supplier where s_nationkey = n_nationkey) + 1 as suppliers from nation
----
select n_name, (select r_name from region where r_regionkey = n_regionkey) as region from nation
----
select n_name from nation where exists (select * from supplier where s_nationkey = n_nationkey and s_acctbal > n_regionkey)
----
select n_name from nation where not exists (select 1 from supplier where s_nationkey = n_nationkey limit 1)
----
select n_name from nation where n_regionkey in (select r_regionkey from region where r_name like 'A%')
----
select n_name from nation where n_regionkey not in (select r_regionkey from region)
----
select v from required where k not in (select k from required where v = 'x')
----
select n_name from nation n where n_regionkey not in (select s_suppkey from supplier where s_nationkey = n.n_nationkey)
----
select n_name from nation where n_nationkey = 3 or exists (select 1 from supplier where s_nationkey = n_nationkey)
----
select n_name, n_regionkey in (select r_regionkey from region where r_name like 'A%') as is_a from nation
----
select o_orderkey from orders where (o_orderkey, o_custkey) in (select l_orderkey, l_partkey from lineitem)
----
select s_nationkey, count(*) from supplier group by s_nationkey having count(*) > (select avg(n_regionkey) from nation) order by 1
----
select o_custkey from orders o where o_totalprice > (select avg(o_totalprice) from orders i where i.o_custkey = o.o_custkey)
----
select n_regionkey, sum((select count(*) from region)) from nation group by n_regionkey
----
select n_name from nation n where exists (select 1 from supplier s where s.s_nationkey = n.n_nationkey and exists (select 1 from partsupp where ps_suppkey = s.s_suppkey))
----
select (select n_regionkey + max(r_regionkey) from region) as n from nation
----
select n_name from nation n where n_regionkey = (select max(r_regionkey) from region where r_regionkey < n.n_regionkey)
----
select n_name from nation where exists (select r_name from region join supplier on s_suppkey = n_nationkey where r_name in (select n_name from customer))
----
select n_name, r_name from nation join region on n_regionkey = r_regionkey and exists (select 1 from supplier where s_nationkey = n_nationkey)
----
select n_name, r_name from nation left join region on n_regionkey = r_regionkey and r_regionkey in (select s_suppkey from supplier)
----
select n_name from nation where n_nationkey > all (select r_regionkey from region)
----
select n_name, (select count(*) from supplier where s_nationkey = n_nationkey and s_acctbal > n_regionkey) from nation
----
select n_name from nation where 2 < (select count(*) from supplier where s_nationkey = n_nationkey having count(*) < 9)
----
select n_name from nation where exists (select max(s_acctbal) from supplier where s_nationkey = n_nationkey having max(s_acctbal) > n_regionkey)
----
select n_name, (select s_name from supplier where s_nationkey = n_nationkey order by s_acctbal desc limit 1) as richest from nation
----
select n_name from nation where n_regionkey in (select s_suppkey from supplier where s_nationkey = n_nationkey order by s_acctbal limit 3 offset 1)
----
select n_name, (select max(k) from (select s_suppkey as k from supplier where s_nationkey = n_nationkey union all select c_custkey from customer where c_nationkey = n_nationkey) t) from nation
----
select n_name, (select max(k) from (select s_suppkey as k from supplier where s_nationkey = n_nationkey union all select c_custkey from customer where c_nationkey < n_nationkey) t) from nation
----
select n_name from nation n where exists (select 1 from supplier s where s.s_nationkey = n.n_nationkey and exists (select 1 from partsupp where ps_suppkey = s.s_suppkey and ps_partkey = n.n_regionkey))
----
select n_name, (select max(s_suppkey + n_regionkey) from supplier where s_nationkey = n_nationkey) from nation
----
select n_name, n_nationkey in (select count(*) from supplier where s_nationkey = n_nationkey) from nation
----
select n_name from nation where (n_nationkey, n_regionkey) not in (select s_nationkey, s_suppkey from supplier)
----
select n_name, n_regionkey in (select s_suppkey from supplier where s_nationkey = n_nationkey) from nation
----
select (select count(*) from supplier where s_nationkey < k) from (select n_nationkey as k from nation limit 5) t
----
select n_name in (select 'A'), n_nationkey in (select -1), n_nationkey in ((select 1)) from nation
----
select (select o_orderkey from orders where o_custkey = c_custkey order by o_totalprice limit 1) k, count(*) from customer group by (select o_orderkey from orders where o_custkey = c_custkey order by o_totalprice limit 1)
----
select n_regionkey + (select max(r_regionkey) from region), (select max(r_regionkey) from region) from nation where n_nationkey < (select max(r_regionkey) from region) group by n_regionkey + (select max(r_regionkey) from region)
----
select exists (select 1 from region) e, count(*) from nation group by n_regionkey having e and n_regionkey in (select r_regionkey from region where r_name > 'B')
----
select n_name, (select n_name where n_nationkey = 8) from nation
