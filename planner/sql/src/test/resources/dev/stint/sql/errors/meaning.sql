select n_name, count(*) from nation
----
select n_name from nation group by n_regionkey
----
select count(*) from nation where count(*) > 1
----
select avg(sum(n_nationkey)) from nation
----
select max(*) from nation
----
select n_nationkey from nation group by 7
----
select * from nation order by 7
----
select distinct n_name from nation order by n_nationkey
----
select upper(n_name, 3) from nation
----
select sum(n_name, 1) from nation
----
select case when 1 then 2 end
----
select not 5
----
select 1 union select 1, 2
----
select date '2020-01-01' union select 1
----
select n_name from nation where n_name in (select n_name, n_nationkey from nation)
----
select (select n_name, n_nationkey from nation)
----
select cast(date '2020-01-01' as int)
----
select date '2020-13-01'
----
select b + 1 from types
----
select day = i from types
----
select abs(day) from types
----
select n_nationkey + date '2020-01-01' from nation
----
select coalesce(b, 1) from types
----
select round(d, i) from types
----
select dateadd(fortnight, 1, ts) from types
----
select extract(epoch from ts) from types
----
values (1, 2), (3)
----
with a(x, y) as (select 1) select * from a
----
select distinct upper(distinct n_name) from nation
----
select upper(n_name) filter (where true) from nation
----
select 123456789012345678901234567890123456789
----
select 300Y
----
select 1 where 'x'
----
select grouping(n_name) from nation group by n_name
----
select grouping(n_regionkey) from nation group by rollup (n_name)
----
select n_name from nation where grouping_id() = 0
----
select 1 from nation group by cube (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
----
select n_regionkey, sum(n_nationkey) from nation group by n_regionkey having max(n_name) > n_name
----
select sum(n_nationkey) s from nation group by s
----
select sum(n_nationkey) from nation group by 1
