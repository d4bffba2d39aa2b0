-- Each scan has a column more, which joins, views and unions hand on, and groupings do not.
select n_name, input_file_name() from nation where input_file_name() like '%part%'
----
select input_file_name(), count(*) from (select n_name from nation union all select 'x') u group by input_file_name()
----
select input_file_name() from (select max(n_name) from nation) t
----
select input_file_block_start() from nation right join (values (1)) v(a) on a = n_nationkey
