select n_name from nation where row_number() over (order by n_name) = 1
----
select count(*) from nation group by rank() over (order by n_name)
----
select max(n_name) from nation group by n_regionkey having rank() over (order by n_regionkey) = 1
----
select sum(row_number() over (order by n_name)) from nation
----
select sum(row_number() over (order by n_name)) over () from nation
----
select rank() over (partition by n_name) from nation
----
select lead(n_name) over () from nation
----
select row_number() from nation
----
select upper(n_name) over () from nation
----
select no_such(n_name) over () from nation
----
select count(distinct n_name) over () from nation
----
select rank() over v from nation window w as (order by n_name)
----
select rank() over w from nation window w as (order by n_name), W as (order by n_regionkey)
----
select count(*) over (rows between unbounded following and 1 following) from nation
----
select count(*) over (rows between current row and unbounded preceding) from nation
----
select count(*) over (order by n_nationkey range between 1 following and 1 preceding) from nation
----
select count(*) over (range between current row and 1 following) from nation
----
select count(*) over (order by n_nationkey, n_name range between current row and 1 following) from nation
----
select count(*) over (order by n_name range between current row and 1 following) from nation
----
select count(*) over (order by o_orderdate range between current row and interval 1 hour following) from orders
----
select count(*) over (order by n_nationkey range between current row and interval 1 day following) from nation
----
select count(*) over (order by n_nationkey range between current row and n_regionkey following) from nation
----
select count(*) over (order by n_nationkey rows 1.5 preceding) from nation
----
select rank() over (order by n_name rows 1 preceding) from nation
----
select ntile(0) over (order by n_name) from nation
----
select nth_value(n_name, n_nationkey) over (order by n_name) from nation
----
select sum(n_nationkey) ignore nulls over (order by n_name) from nation
----
select lag(n_name, 1, 1, 1) over (order by n_name) from nation
----
select row_number() filter (where true) over (order by n_name) from nation
----
select n_name from nation qualify n_name > 'B'
----
select n_regionkey, sum(n_nationkey) over (partition by n_name) from nation group by n_regionkey
