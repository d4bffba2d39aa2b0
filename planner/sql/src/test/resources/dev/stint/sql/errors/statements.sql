select 1; select 2
----
create view v as select a from nation
----
create temporary view region as select 1 as a; create view region as select 2
----
declare x int default 'a'
----
declare x
----
declare x int; declare x int; select x
----
set var x = 1
----
declare x int; set var x = 1, x = 2
----
declare x int; select y
----
drop view v
----
drop temporary variable x
----
create function f(a int, A int) returns int return 1; select 1
----
create function f(a int) returns int return b; select 1
----
create function f(a int) returns int return sum(a); select 1
----
create function f(a int) returns int return a; select f()
----
create function f(a int) returns int return a; select f(1, 2)
----
create function f(a int) returns int return a; select f(b => 1)
----
create function f(a int) returns int return a; select * from f(1)
----
create function f(a int) returns table (x int, y int) return select a; select 1
----
create function f(a int) returns table (x int) return select a; select f(1)
----
create function f(a int) returns int language python as 'x'; select 1
----
set spark.sql.noSuchThing = 5
----
set spark.sql.ansi.enabled = maybe
----
execute immediate 'select :a' using 1 as b
----
execute immediate null
----
merge into nation using region on true when matched then delete
----
describe extended nation
----
create view v as select 1;
