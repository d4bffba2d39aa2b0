select 1
----
select 1 + 1, 'it''s', 'tab\there', "double quoted", 10L, -3, 1.5e0
----
select * from nation
----
select n.*, n_name as again, upper(n_name) from nation n where n_regionkey = 2
----
select n_name from nation where false
----
select n_name from nation where n_nationkey in (1, 2, null) or 1 = 0
----
select fare, month from trips where month >= date '2024-02-01' and distance > 1
----
select count(*) from trips where month is null
----
select zone from trips where year(month) = 2024 and month(month) < 3
----
select * from parquet.`s3://lake/trips/` limit 5
----
select date '2024-01-31' + interval 1 month, current_date, current_timestamp, timestamp '2024-07-01 12:00:00'
----
values (1, 'a'), (2, null)
----
select sum(x), max(y) from (values (1, 2.5), (2, 3)) as t(x, y)
----
select date, timestamp, first from (select 1 as date, 2 as timestamp, 3 as first)
----
SELECT * FROM VALUES (1), (2) AS t(id)
----
table nation
----
from nation select n_name where n_regionkey = 1
----
select t.order, order + 1, `group` from (select 1 as order, 2 as group) t where order < 3
----
select 'S' 'par' "k", 'S''park', r'\d+', -1.0D, -128Y, - 3, 1e-3, .5
----
select n_name from nation where n_name like any ('A%', 'B%') and n_name not like all ('C%', 'D%')
----
select `row$`, `dat$` from (values (1, 2)) as t(`row$`, `dat$`)
