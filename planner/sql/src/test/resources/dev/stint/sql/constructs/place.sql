select n_name, rand(1) from nation where n_nationkey < 3
----
select * from (select n_name, rand(1) as r from nation) where r < 0.5 and n_name like 'A%'
----
select n_name from nation where rand(1) < 0.5 and n_nationkey < 3
----
select r_name, count(*) from (select n_regionkey, rand(1) as r from nation) join region on n_regionkey = r_regionkey and r < 0.5 group by r_name
----
select n_regionkey, max_by(n_name, n_nationkey), percentile(n_nationkey, 0.5), listagg(distinct n_name, ',') within group (order by n_name) from nation group by n_regionkey
