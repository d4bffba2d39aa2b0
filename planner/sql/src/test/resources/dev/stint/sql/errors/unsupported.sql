select row_number() from nation
----
select * from explode(array(1, 2))
----
select array(1, 2)
----
select map('a', 1)
----
select n_name[1] from nation
----
select (1, 2)
----
select collect_list(n_name) from nation
----
select interval '1' day + interval '1' month
----
select cast('1 day' as interval)
----
----
select * from nation for system_time as of timestamp '2020-01-01 00:00:00'
----
select lower(n_name) within group (order by n_name) from nation
----
select n_name from nation left join region on n_regionkey = r_regionkey and exists (select 1 from supplier where s_nationkey = n_nationkey and s_name = r_name)
----
select n_name from nation left join region on n_regionkey = r_regionkey and n_nationkey in (select s_nationkey from supplier where s_name = r_name)
----
select n_name from nation where (n_nationkey, n_regionkey) < any (select s_nationkey, s_suppkey from supplier)
----
select (select count(*) from supplier where s_acctbal < total) from (select s_nationkey, sum(cast(s_acctbal as double)) as total from supplier group by s_nationkey) t
----
select (select count(*) from supplier where s_nationkey < s) from (select any_value(n_nationkey) as s from nation group by n_regionkey) t
----
values (1), ((select max(n_nationkey) from nation))
----
select n_name collate unicode from nation
----
select transform(n_name, x -> x + 1) from nation
----
select n_name from nation lateral view explode(n_name) t as x
----
select cast(n_name as array<int>) from nation
----
select cast(time '10:00:00' as double)
----
select upper(str => n_name) from nation
----
select make_interval(0, 1) = make_interval(0, 1)
