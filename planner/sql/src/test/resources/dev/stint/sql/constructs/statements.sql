create temporary view europeans as select n_name, n_regionkey from nation where n_regionkey = 3;
select count(*) from europeans
----
create view named(key, title) as select n_nationkey, n_name from nation; select title from named where key = 1;
----
declare wanted string default 'GERMANY'; set var wanted = upper('france');
select n_nationkey from nation where n_name = session.wanted
----
create function net(price decimal(12,2), discount decimal(12,2) default 0.1) returns decimal(24,4) return price * (1 - discount);
select net(l_extendedprice, l_discount), net(discount => l_discount, price => l_tax) from lineitem
----
create temporary function nation_of(key int) returns string return select max(n_name) from nation where n_nationkey = key;
select c_name, nation_of(c_nationkey) from customer
----
create function nations_of(region int) returns table (name string) return select n_name from nation where n_regionkey = region;
select name from nations_of(3)
----
create function nations_of(region int) returns table (name string) return select n_name from nation where n_regionkey = region;
select r_name, name from region, lateral nations_of(r_regionkey)
----
describe query select 1 as a, 'x' as b
----
describe nation
----
show columns from nation
----
show tables like 'n*|r*'
----
execute immediate 'select n_name from nation where n_nationkey = :key and n_name <> :name' using 1 as key, 'x' as name
----
select identifier('n_' || 'name') from identifier('nation')
----
create temporary function inner_of(x int) returns int return select x; create temporary function outer_of(x int) returns bigint return (select sum(n_regionkey) from nation where n_nationkey = x);
select n_name, outer_of(inner_of(n_nationkey)) from nation
----
create temporary function outer_of(x int) returns bigint return (select sum(n_regionkey) from nation where n_nationkey = x);
select n_regionkey + 1, outer_of(n_regionkey + 1), outer_of(count(*)) from nation group by n_regionkey + 1
