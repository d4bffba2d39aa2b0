select n_name, row_number() over (partition by n_regionkey order by n_name) from nation
----
select n_name, rank() over w, dense_rank() over w as d, percent_rank() over (w), cume_dist() over w, ntile(4) over w from nation window w as (partition by n_regionkey order by n_name desc nulls first)
----
select lag(n_name) over w, lead(n_name, 2, 'none') over w, lag(n_name, 1, null) ignore nulls over w, nth_value(n_name, 2) over w, first_value(n_name, true) over w, last(n_name) ignore nulls over w from nation window w as (order by n_nationkey)
----
select sum(n_nationkey) over (), count(*) over (partition by n_regionkey), avg(n_nationkey) filter (where n_name > 'B') over (partition by n_regionkey order by n_nationkey rows 2 preceding), max(n_name) over (order by n_nationkey + 1 range between 3 preceding and 1 following) from nation
----
select o_orderkey, sum(o_totalprice) over (partition by o_custkey order by o_orderdate range between interval 1 month preceding and current row) s, count(*) over (partition by o_custkey order by o_orderdate desc range between 3 preceding and unbounded following) from orders
----
select count(ts) over (order by ts range between interval '1 02:00' day to minute preceding and interval 1 hour following), count(n) over (order by n desc range between 1.5 preceding and 2 following), count(d) over (order by d range 2 preceding) from types
----
select n_regionkey, sum(n_nationkey) s, sum(sum(n_nationkey)) over (order by n_regionkey) running, rank() over (order by sum(n_nationkey) desc) from nation group by n_regionkey having count(*) > 1 order by rank() over (order by sum(n_nationkey) desc), n_regionkey
----
select n_name, n_regionkey from nation qualify row_number() over (partition by n_regionkey order by n_name) = 1 and n_name > 'A'
----
select n_name, rank() over (partition by n_regionkey order by n_name) as r from nation where n_nationkey > 3 qualify r <= 2 order by r limit 5
----
select distinct n_regionkey, max(n_nationkey) over (partition by n_regionkey) - min(n_nationkey) over (partition by n_regionkey) from nation
----
select r_name, (select max(rn) from (select row_number() over (order by n_name) rn from nation where n_regionkey = r_regionkey) t) from region
----
select n_name, rank() over (partition by (select max(r_regionkey) from region where r_regionkey <= n_regionkey) order by exists (select 1 from region where r_regionkey = n_nationkey)) from nation
----
select n_regionkey, count(*) over (partition by 1 order by 'x'), row_number() over (order by n_regionkey, n_regionkey) from nation group by all
----
select * from (select n_name, n_regionkey, sum(n_nationkey) over (partition by n_regionkey) s from nation) where n_regionkey = 2 and s > 10
----
select * from (select n_name, row_number() over (partition by n_regionkey order by n_name) rn, lag(n_name) over (partition by n_regionkey order by n_name) before from nation) where rn <= 3 and before > 'A'
----
select * from (select n_name, row_number() over (order by n_name) rn from nation) where 5 > rn
----
select * from (select n_name, row_number() over (partition by n_regionkey order by n_name) rn, count(*) over (partition by n_regionkey) c from nation) where rn = 1
----
select n_name, sum(n_nationkey) over (partition by n_regionkey order by n_name, n_nationkey), count(*) over (partition by n_name, n_regionkey order by n_nationkey), min(n_name) over (partition by n_regionkey) from nation
----
select o_orderkey, count(*) over (partition by o_custkey, o_orderdate), max(o_totalprice) over (partition by o_custkey), rank() over (partition by o_orderstatus order by o_totalprice) from orders
----
with t as (select n_regionkey k, count(*) c, row_number() over (order by n_regionkey) rn from nation group by n_regionkey) select a.k from t a join t b on a.c = b.rn
