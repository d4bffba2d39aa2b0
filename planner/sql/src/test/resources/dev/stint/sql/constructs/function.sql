select nvl(str, 'x'), nvl2(i, 1, 2), nullif(i, 3), ifnull(i, 0), if(b, 'y', 'n'), isnull(i), coalesce(i, t, 0) from types
----
select instr(str, 'a'), locate('a', str, 2), position('a' in str), substring(str from 2 for 3), substr(str, -2), left(str, 1) from types
----
select upper(str), lcase(str), trim(str), ltrim(str), trim(leading 'x' from str), lpad(str, 5), rpad(str, 5, '.'), repeat(str, 2) from types
----
select split_part(str, ',', 2), regexp_replace(str, '\\d+', '#'), regexp_extract(str, '(a+)'), str rlike '^a', str ilike '%A%' from types
----
select date_trunc('month', ts), trunc(day, 'YEAR'), date_format(ts, 'yyyy-MM'), to_date(str, 'yyyyMMdd'), from_unixtime(l), unix_timestamp(ts) from types
----
select datediff(day, date '2024-01-01'), datediff(hour, ts, ts), dateadd(month, 2, ts), add_months(day, 1), day + interval '90' day, ts - interval '1:30' hour to minute from types
----
select extract(dow from day), extract(second from ts), dayofweek(day), weekofyear(day), quarter(day) from types
----
select try_cast(str as int), try_add(i, 1), i div 3, i % 3, i / 3, pmod(i, 3), -i, i <=> null, str::int from types
----
select round(n, 1), ceil(d), floor(n), abs(i), sqrt(i), log(2, d), greatest(i, l), i & 7, i ^ 1 from types
----
select md5(str), sha2(str, 256), hex(i), base64(bin), crc32(str), str || '-' || i, concat_ws(',', str, i) from types
----
select case i when 1 then 'one' when 2 then 'two' else str end, case when i > 0 then n else 0 end from types
----
select year('2024-02-03'), day = '2024-02-03', str = 3, i = '3', cast('2024-01-01' as date) < day from types
