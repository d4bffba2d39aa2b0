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
