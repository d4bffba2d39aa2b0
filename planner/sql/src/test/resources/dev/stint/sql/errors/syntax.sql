;
----
selct 1
----
select a from nation wher x = 1
----
select from nation
----
select n_name, from nation
----
select n_name from nation where
----
select n_name from nation where (n_nationkey = 1
----
select n_name from nation where n_name = 'a' adn n_name = 'b'
----
select a from nation gruop by a
----
select 1; select 2
----
select 'abc
----
select `abc from nation
----
/* never closed
----
select * from nation limit -1
----
select * from nation limit 1.5
----
create table x as select 1
----
insert into x values (1)
----
select n_name nation where 1
----
select 1 order n_name
----
SELECT FROM nation
----
SELECT n_name FROM nation WHERE
----
SELECT n_name FROM nation ORDER n_name
----
select n_name from nation where n_nationkey between 1
----
select case when 1 = 1 then 2 from nation
----
select n_name from nation join region on
----
select n_name from my-table
----
select interval 1 fortnight
----
select n_name from nation union
----
select count(*) from nation group n_name
----
select "abc
----
select cast(1 int)
