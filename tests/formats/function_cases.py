"""The functions that functions.py asks, and the values over which it asks them."""

VALUES = {
    "boolean": ["NULL", "true", "false"],
    "tinyint": ["CAST(NULL AS TINYINT)", "0Y", "127Y", "-128Y"],
    "int": ["CAST(NULL AS INT)", "0", "1", "-1", "2", "7", "33", "2147483647", "-2147483648"],
    "small": ["CAST(NULL AS INT)", "0", "1", "-1", "2", "3", "20"],
    "bigint": ["CAST(NULL AS BIGINT)", "0L", "1L", "-1L", "255L", "32768L", "32769L",
               "9223372036854775807L", "-9223372036854775808L"],
    "double": ["CAST(NULL AS DOUBLE)", "0D", "-0D", "1.5D", "-2.5D", "0.1D", "double('NaN')",
               "double('Infinity')", "double('-Infinity')", "1.7976931348623157E308D", "4.9E-324D"],
    "decimal": ["CAST(NULL AS DECIMAL(10,2))", "0.00", "1.25", "-3.45", "0.5", "12345.678",
                "12345678901234567890.123456789", "99999999999999999999999999999999999999BD"],
    "string": ["CAST(NULL AS STRING)", "''", "'a'", "'Spark'", "'  two  words '", "'é😀ß'", "'123'",
               "'-1.5'", "'a,b,c'", "'%'", "'O''Neil'", "'abcabc'"],
    "part": ["CAST(NULL AS STRING)", "''", "'a'", "'b'", "','", "'😀'", "'abc'"],
    "binary": ["CAST(NULL AS BINARY)", "X''", "X'00'", "X'537061726B'", "X'FF80'", "X'C3A9'"],
    "date": ["CAST(NULL AS DATE)", "DATE'1970-01-01'", "DATE'0001-01-01'", "DATE'9999-12-31'",
             "DATE'2024-02-29'", "DATE'1582-10-04'", "DATE'1969-12-31'"],
    "timestamp": ["CAST(NULL AS TIMESTAMP)", "TIMESTAMP'1970-01-01 00:00:00'",
                  "TIMESTAMP'1969-12-31 23:59:59.999999'", "TIMESTAMP'2024-02-29 12:34:56.789'",
                  "TIMESTAMP'0001-01-01 00:00:00'", "TIMESTAMP'9999-12-31 23:59:59'"],
    "json": ["CAST(NULL AS STRING)", "''", "'{}'", "'[]'", "'[1,2,3]'", "'{\"a\":{\"b\":[1,\"x\",null]}}'",
             "'{\"a\":1.50}'", "'[{\"a\":1},{\"a\":2}]'", "'not json'", "'{\"a\":true'", "'\"s\"'"],
    "path": ["'$'", "'$.a'", "'$.a.b'", "'$.a.b[1]'", "'$[0]'", "'$[*].a'", "'$.a.b[*]'", "'a'", "'$.x'"],
    "regex": ["'a'", "'[a-c]+'", "'(b)(c)?'", "'^S'", "'\\\\\\\\d+'", "''", "'('", "'x*'"],
    "unit": ["'YEAR'", "'month'", "'DAY'", "'week'", "'quarter'", "'hour'", "'x'"],
    "charset": ["'UTF-8'", "'US-ASCII'", "'UTF-16BE'", "'ISO-8859-1'", "'x'"],
    "url": ["CAST(NULL AS STRING)", "'http://a.b/c?d=e&f=g#h'", "'https://u:p@x.org:80/p/q'", "'no url'", "''"],
    "urlpart": ["'HOST'", "'PATH'", "'QUERY'", "'REF'", "'PROTOCOL'", "'FILE'", "'AUTHORITY'", "'USERINFO'", "'X'"],
    "dateformat": ["'yyyy-MM-dd'", "'d MMM yy'", "'HH:mm:ss.SSS'", "'EEEE'", "'x'"],
    "numberformat": ["'999'", "'$99.99'", "'000,000'", "'S9.9'", "'999PR'"],
    "places": ["0", "1", "2", "-1", "5"],
    "shaorbits": ["0", "224", "256", "384", "512", "1"],
    "base": ["2", "10", "16", "36", "-10", "37"],
    "weekday": ["'MO'", "'tuesday'", "'Sun'", "'x'"],
    "zone": ["'UTC'", "'America/New_York'", "'+05:30'", "'Nowhere/X'"],
    "castable": ["CAST(NULL AS STRING)", "''", "'12'", "' 7 '", "'1e3'", "'abc'", "'300'", "'-129'", "'1.9'", "'true'",
                 "'f'", "'2020-01-31'", "'2020-01-31 12:34:56.5'", "'10:30'", "'NaN'", "'99999999999'"],
    "time": ["CAST(NULL AS TIME)", "TIME'00:00:00'", "TIME'23:59:59.999999'", "TIME'10:30:15.5'"],
    "timetext": ["CAST(NULL AS STRING)", "''", "'10:30'", "'10:30:15.25'", "'24:00:00'", "'1:2:3'", "'x'", "'10:30 PM'"],
    "timeformat": ["'HH:mm'", "'HH:mm:ss.SS'", "'x'"],
    "timeunit": ["'HOUR'", "'minute'", "'SECOND'", "'millisecond'", "'microsecond'", "'day'"],
    "ntz": ["CAST(NULL AS TIMESTAMP_NTZ)", "TIMESTAMP_NTZ'1970-01-01 00:00:00'", "TIMESTAMP_NTZ'2024-03-10 02:30:00'",
            "TIMESTAMP_NTZ'1582-10-05 01:02:03.456'"],
    "timestamptext": ["CAST(NULL AS STRING)", "''", "'2024-03-10 02:30:00'", "'2024-02-30'", "'2020-01-31T12:34:56Z'",
                      "'2020'", "'2020-1-2 3:4:5.6'", "'x'", "'31/01/2020'", "'2020-01-31 12:34:56 Europe/Paris'"],
    "timestampformat": ["'yyyy-MM-dd HH:mm:ss'", "'dd/MM/yyyy'", "'yyyy'", "'x'"],
    "months": ["CAST(NULL AS INTERVAL MONTH)", "INTERVAL '0' MONTH", "INTERVAL '1-2' YEAR TO MONTH", "INTERVAL '-5' MONTH"],
    "days": ["CAST(NULL AS INTERVAL DAY)", "INTERVAL '0' DAY", "INTERVAL '1 02:03:04.5' DAY TO SECOND",
             "INTERVAL '-36' HOUR", "INTERVAL '100' DAY"],
    "width": ["INTERVAL '1' HOUR", "INTERVAL '7' DAY", "INTERVAL '3' MONTH", "INTERVAL '0' DAY", "INTERVAL '-1' DAY"],
    "key": ["'0000111122223333'", "'abcdefghijklmnop12345678ABCDEFGH'", "'short'", "CAST(NULL AS STRING)"],
    "aesmode": ["'ECB'", "'cbc'", "'GCM'", "'XXX'"],
    "padding": ["'DEFAULT'", "'PKCS'", "'none'"],
    "vector": ["''", "unhex('000102030405060708090a0b0c0d0e0f')", "unhex('000102030405060708090a0b')"],
    "encrypted": ["X''", "X'00'", "unhex('348ff37ebde05b7880ba339068fbda5e')", "CAST(NULL AS BINARY)",
                  "unhex('83F16B2AA704794132802D248E6BFD4E380078182D1544813898AC97E709B28A94')"],
    "xml": ["CAST(NULL AS STRING)", "''", "'<a/>'", "'<a><b>1</b><b>2.5</b></a>'", "'<a><b>x</b></a>'", "'<a>'",
            "'<a><b>70000</b><c d=\"7\">1e20</c></a>'"],
    "xpath": ["'a'", "'a/b'", "'sum(a/b)'", "'a/c/@d'", "'a/c'", "'count(a/b) = 2'", "''", "'a['"],
    "csvline": ["''", "'1,abc'", "'1.5,true,2020-01-01,12345678901'", "'a,\"b,c\",'", "'12345678901234567890'"],
    "format": ["'%s'", "'%d'", "'%05d|'", "'%x'", "'%.2f'", "'%%'", "'%2$s %1$s'"],
    "pattern": ["'%'", "'a%'", "'_park'", "'%b_a%'", "''", "'SPARK'"],
    "field": ["'YEAR'", "'doy'", "'SECONDS'", "'dow_iso'", "'week'"],
}

TEXT = "upper lower initcap reverse soundex quote length octet_length bit_length ascii luhn_check btrim " \
    "trim ltrim rtrim md5 sha1 crc32 hex unhex base64 unbase64 url_encode url_decode try_url_decode " \
    "is_valid_utf8 make_valid_utf8 try_validate_utf8 to_binary try_to_binary mask typeof isnull isnotnull"
MATHEMATICS = "sqrt cbrt exp expm1 ln log10 log2 log1p sin cos tan cot csc sec asin acos atan sinh cosh " \
    "tanh asinh acosh atanh degrees radians rint sign isnan"
NUMBER = "abs negative positive ceil floor round bround"
DATE = "year quarter month weekofyear day dayofweek weekday dayofyear last_day unix_date dayname monthname"
TIME = "hour minute second unix_seconds unix_millis unix_micros"

FUNCTIONS = (
    [(name, ["string"]) for name in TEXT.split()]
    + [(name, ["double"]) for name in MATHEMATICS.split()]
    + [(name, [kind]) for name in NUMBER.split() for kind in ("int", "bigint", "double", "decimal")]
    + [(name, [kind]) for name in DATE.split() for kind in ("date", "timestamp")]
    + [(name, ["timestamp"]) for name in TIME.split()]
    + [
        ("round", ["double", "places"]), ("bround", ["decimal", "places"]), ("ceil", ["decimal", "places"]),
        ("floor", ["double", "places"]), ("power", ["double", "double"]), ("hypot", ["double", "double"]),
        ("atan2", ["double", "double"]), ("log", ["double", "double"]), ("pmod", ["int", "int"]),
        ("mod", ["decimal", "decimal"]), ("try_add", ["int", "int"]), ("try_subtract", ["bigint", "bigint"]),
        ("try_multiply", ["bigint", "bigint"]), ("try_divide", ["decimal", "decimal"]), ("try_mod", ["int", "int"]),
        ("factorial", ["int"]), ("width_bucket", ["double", "double", "double", "bigint"]), ("bin", ["bigint"]),
        ("conv", ["string", "base", "base"]), ("shiftleft", ["int", "int"]), ("shiftright", ["bigint", "int"]),
        ("shiftrightunsigned", ["int", "int"]), ("bit_count", ["bigint"]), ("getbit", ["bigint", "small"]),
        ("hex", ["bigint"]), ("chr", ["bigint"]), ("space", ["small"]), ("repeat", ["string", "small"]),
        ("coalesce", ["int", "double"]), ("nvl2", ["string", "int", "bigint"]), ("nullif", ["int", "bigint"]),
        ("nanvl", ["double", "double"]), ("equal_null", ["string", "string"]), ("greatest", ["double", "double"]),
        ("least", ["string", "string", "string"]), ("zeroifnull", ["int"]), ("nullifzero", ["double"]),
        ("translate", ["string", "part", "part"]), ("levenshtein", ["string", "string"]),
        ("levenshtein", ["string", "string", "small"]), ("concat_ws", ["part", "string", "string"]),
        ("lpad", ["string", "small", "part"]), ("rpad", ["string", "small"]), ("elt", ["small", "string", "part"]),
        ("substring", ["string", "int", "int"]), ("substring", ["binary", "small", "small"]),
        ("left", ["string", "small"]), ("right", ["string", "small"]), ("split_part", ["string", "part", "small"]),
        ("substring_index", ["string", "part", "small"]), ("locate", ["part", "string", "small"]),
        ("instr", ["string", "part"]), ("find_in_set", ["part", "string"]), ("startswith", ["string", "part"]),
        ("endswith", ["string", "part"]), ("contains", ["string", "part"]), ("replace", ["string", "part", "part"]),
        ("overlay", ["string", "part", "small", "small"]), ("regexp_count", ["string", "regex"]),
        ("regexp_instr", ["string", "regex"]), ("regexp_substr", ["string", "regex"]),
        ("regexp_like", ["string", "regex"]), ("regexp_replace", ["string", "regex", "part"]),
        ("regexp_extract", ["string", "regex", "small"]), ("sha2", ["string", "shaorbits"]),
        ("encode", ["string", "charset"]), ("decode", ["binary", "charset"]), ("parse_url", ["url", "urlpart"]),
        ("try_parse_url", ["url", "urlpart"]), ("crc32", ["binary"]), ("hash", ["string", "int"]),
        ("hash", ["double", "bigint"]), ("hash", ["decimal", "date"]), ("hash", ["binary", "timestamp"]),
        ("xxhash64", ["string", "int"]), ("xxhash64", ["double", "bigint"]), ("xxhash64", ["decimal", "boolean"]),
        ("xxhash64", ["binary", "tinyint"]), ("format_number", ["double", "places"]),
        ("format_number", ["decimal", "places"]), ("format_number", ["bigint", "places"]),
        ("get_json_object", ["json", "path"]), ("json_array_length", ["json"]), ("bitmap_bucket_number", ["bigint"]),
        ("bitmap_bit_position", ["bigint"]), ("bitmap_count", ["binary"]), ("date_add", ["date", "small"]),
        ("date_sub", ["date", "int"]), ("datediff", ["date", "date"]), ("add_months", ["date", "small"]),
        ("months_between", ["timestamp", "timestamp"]), ("next_day", ["date", "weekday"]),
        ("trunc", ["date", "unit"]), ("date_trunc", ["unit", "timestamp"]), ("date_format", ["timestamp", "dateformat"]),
        ("to_date", ["string"]), ("try_to_date", ["string", "dateformat"]), ("make_date", ["small", "small", "small"]),
        ("make_timestamp", ["int", "small", "small", "small", "small", "decimal"]),
        ("try_make_timestamp", ["small", "small", "small", "small", "small", "double"]),
        ("from_utc_timestamp", ["timestamp", "zone"]), ("to_utc_timestamp", ["timestamp", "zone"]),
        ("timestamp_millis", ["bigint"]), ("timestamp_micros", ["bigint"]), ("timestamp_seconds", ["decimal"]),
        ("date_from_unix_date", ["int"]), ("to_char", ["decimal", "numberformat"]),
        ("to_number", ["string", "numberformat"]), ("try_to_number", ["string", "numberformat"]),
        ("from_unixtime", ["bigint", "dateformat"]), ("date_part", ["field", "timestamp"]),
        ("assert_true", ["boolean"]), ("rand", ["seed"]), ("randn", ["seed"]), ("randstr", ["seed", "seed"]),
        ("uniform", ["seed", "seed", "seed"]), ("nvl", ["string", "part"]), ("if", ["boolean", "int", "double"]),
        ("iff", ["boolean", "string", "int"]), ("concat", ["string", "string"]), ("concat", ["binary", "binary"]),
        ("concat", ["string", "int", "date"]), ("pi", []), ("e", []), ("raise_error", ["part"]),
        ("validate_utf8", ["string"]), ("format_string", ["format", "int", "int"]),
        ("format_string", ["format", "string", "double"]), ("bit_not", ["int"]),
        ("div", ["bigint", "int"]), ("div", ["decimal", "decimal"]),
        ("time_from_seconds", ["decimal"]), ("time_from_millis", ["bigint"]), ("time_from_micros", ["bigint"]),
        ("time_to_seconds", ["time"]), ("time_to_millis", ["time"]), ("time_to_micros", ["time"]),
        ("time_trunc", ["timeunit", "time"]), ("time_diff", ["timeunit", "time", "time"]),
        ("make_time", ["small", "small", "decimal"]), ("to_time", ["timetext"]), ("to_time", ["timetext", "timeformat"]),
        ("try_to_time", ["timetext"]), ("try_to_time", ["timetext", "timeformat"]),
        ("hour", ["time"]), ("minute", ["time"]), ("second", ["time"]),
        ("make_ym_interval", ["int", "small"]), ("make_dt_interval", ["small", "int", "small", "decimal"]),
        ("time_bucket", ["width", "timestamp"]), ("time_bucket", ["width", "ntz", "origin"]),
        ("make_timestamp_ntz", ["small", "small", "small", "small", "small", "double"]),
        ("make_timestamp_ltz", ["int", "small", "small", "small", "small", "double", "zone"]),
        ("try_make_timestamp_ntz", ["small", "small", "small", "small", "small", "double"]),
        ("try_make_timestamp_ltz", ["small", "small", "small", "small", "small", "double", "zone"]),
        ("make_timestamp_ntz", ["date", "time"]), ("make_timestamp_ltz", ["date", "time"]),
        ("convert_timezone", ["zone", "zone", "ntz"]), ("convert_timezone", ["zone", "ntz"]),
        ("aes_encrypt", ["string", "key", "aesmode", "padding", "vector"]),
        ("aes_decrypt", ["encrypted", "key", "aesmode", "padding"]), ("try_aes_decrypt", ["encrypted", "key", "aesmode"]),
        ("schema_of_json", ["constantjson"]), ("schema_of_csv", ["csvline"]), ("getbit", ["int", "int"]),
        ("isnull", ["double"]), ("typeof", ["decimal"]), ("typeof", ["time"]), ("typeof", ["days"]),
    ]
    + [("xpath_" + kind, ["xml", "xpath"]) for kind in "boolean string double number float int long short".split()]
    + [
        (name + suffix, ["timestamptext"] + pattern)
        for name in ("to_timestamp", "try_to_timestamp")
        for suffix in ("", "_ltz", "_ntz")
        for pattern in ([], ["timestampformat"])
        if name + suffix not in ("try_to_timestamp_ltz", "try_to_timestamp_ntz")
    ]
    + [
        (name, kinds)
        for name in ("unix_timestamp", "to_unix_timestamp")
        for kinds in (["timestamp"], ["date"], ["ntz"], ["timestamptext", "timestampformat"])
    ]
    + [
        (name, [kind])
        for name in "bigint binary boolean date decimal double float int smallint string time timestamp tinyint".split()
        for kind in ("castable", "int", "bigint", "double", "decimal", "boolean", "date", "timestamp")
    ]
)
VALUES["constantjson"] = VALUES["json"][1:]

# Functions that are not called as f(a, b).
FORMS = [
    (form.split()[0], form.split(None, 1)[1], kinds)
    for form, kinds in [
        ("<< {0} << {1}", ["int", "small"]), (">> {0} >> {1}", ["bigint", "int"]), (">>> {0} >>> {1}", ["int", "int"]),
        ("div {0} div {1}", ["int", "bigint"]), ("extract extract({0} FROM {1})", ["word", "timestamp"]),
        ("extract extract({0} FROM {1})", ["word", "days"]), ("extract extract({0} FROM {1})", ["word", "months"]),
        ("timestampadd timestampadd({0}, {1}, {2})", ["wordunit", "small", "timestamp"]),
        ("dateadd dateadd({0}, {1}, {2})", ["wordunit", "int", "date"]), ("dateadd dateadd({0}, {1})", ["date", "small"]),
        ("timestampdiff timestampdiff({0}, {1}, {2})", ["wordunit", "timestamp", "timestamp"]),
        ("timediff timediff({0}, {1}, {2})", ["wordunit", "timestamp", "date"]),
        ("make_interval {1} + make_interval({0}, {2})", ["small", "timestamp", "int"]),
        ("make_interval {0} - make_interval({1}, {1}, {2})", ["date", "small", "int"]),
        ("make_interval {0} + make_interval({1}, {1}, {1}, {1}, {2}, {1}, {3})", ["ntz", "small", "int", "decimal"]),
        ("make_interval {0} - make_interval({1}, {1}, {1}, {1}, {1}, {1}, {2})", ["timestamp", "small", "decimal"]),
        ("try_make_interval {0} + try_make_interval({1}, {2}, {2})", ["timestamp", "int", "small"]),
        ("try_make_interval {0} - try_make_interval({2}, {1}, {2})", ["date", "int", "small"]),
        ("date_diff date_diff({0}, {1}, {2})", ["wordunit", "date", "date"]),
        ("like {0} LIKE {1}", ["string", "pattern"]), ("ilike {0} ILIKE {1}", ["string", "pattern"]),
        ("like like({0}, {1})", ["string", "pattern"]), ("ilike ilike({0}, {1})", ["string", "pattern"]),
        ("rlike {0} RLIKE {1}", ["string", "regex"]), ("regexp {0} REGEXP {1}", ["string", "regex"]),
        ("position position({0} IN {1})", ["part", "string"]), ("trim trim(BOTH {0} FROM {1})", ["part", "string"]),
        ("current_catalog current_catalog()", []), ("current_database current_database()", []),
        ("current_schema current_schema()", []), ("current_path current_path()", []),
        ("current_timezone current_timezone()", []), ("input_file_name input_file_name()", []),
        ("input_file_block_start input_file_block_start()", []),
        ("input_file_block_length input_file_block_length()", []),
    ]
]
VALUES["word"] = "YEAR QUARTER MONTH WEEK DAY DAYOFWEEK DOY HOUR MINUTE SECOND YEAROFWEEK X".split()
VALUES["wordunit"] = "YEAR QUARTER MONTH WEEK DAY HOUR MINUTE SECOND MILLISECOND MICROSECOND".split()

# Other names of a function: asked less often.
ALIASES = dict(
    pair.split("=")
    for pair in "approx_percentile=percentile_approx bit_get=getbit ceiling=ceil char=chr char_length=length "
    "character_length=length len=length date_diff=datediff datepart=date_part dayofmonth=day ifnull=nvl "
    "lcase=lower ucase=upper pow=power printf=format_string position=locate charindex=locate random=rand "
    "regexp=regexp_like rlike=regexp_like sha=sha1 signum=sign substr=substring to_varchar=to_char".split()
)

# In windows, over rows (c0, c1) in the order of c0 and then of a number of the row.
WINDOWS = [
    "row_number()", "rank()", "dense_rank()", "percent_rank()", "cume_dist()", "ntile(3)", "ntile(1)", "lag({0})",
    "lag({0}, 2)", "lag({0}, 1, {0})", "lead({0})", "lead({0}, 2)", "lag({0}) IGNORE NULLS", "nth_value({0}, 2)",
    "nth_value({0}, 2) IGNORE NULLS", "first_value({0})", "first({0}) IGNORE NULLS", "last_value({0})", "last({0}, true)",
    "any_value({0})", "sum({0})", "avg({0})", "count({0})", "min({0})", "max({0})", "stddev({0})", "median({0})",
]
FRAMES = ["", " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING", " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
          " RANGE BETWEEN 5 PRECEDING AND CURRENT ROW"]
OWN_FRAMES = {"row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead"}

# Statements as they are, with the functions that they ask.
STATEMENTS = [
    ("range", "SELECT 'bigint', CAST(sum(id) AS STRING) FROM range(3, 20, 4)"),
    ("stack", "SELECT 'int', CAST(sum(col0) AS STRING) FROM stack(2, 1, 'a', 2, 'b')"),
    ("json_tuple", "SELECT 'string', concat_ws('|', a, b, c) FROM (SELECT json_tuple('{\"a\":1,\"b\":\"x\"}', 'a', 'b', 'z') AS (a, b, c))"),
    ("sql_keywords", "SELECT 'string', listagg(keyword, ' ') WITHIN GROUP (ORDER BY keyword) FROM sql_keywords()"),
    ("grouping", "SELECT 'string', listagg(concat(coalesce(x, '-'), g, n), '|') WITHIN GROUP (ORDER BY g, x) FROM (SELECT x, grouping(x) AS g, count(*) AS n FROM VALUES ('a'), ('b'), (NULL), ('a') AS t(x) GROUP BY ROLLUP (x))"),
    ("grouping_id", "SELECT 'string', listagg(concat(g, n), '|') WITHIN GROUP (ORDER BY g, n) FROM (SELECT grouping_id(x, y) AS g, count(*) AS n FROM VALUES ('a', 1), ('b', 1), (NULL, 2), ('a', 2) AS t(x, y) GROUP BY CUBE (x, y))"),
]
VALUES["seed"] = ["0", "1", "5", "10", "42"]

# Arguments that must be constants.
CONSTANTS = {"timeformat", "timestampformat", "aesmode", "padding", "xpath", "csvline", "constantjson", "pattern", "width", "origin",
             "format", "word", "wordunit", "path", "regex", "unit", "charset", "urlpart", "dateformat", "numberformat", "places", "field", "seed"}

VALUES["one"] = ["7"]
VALUES["origin"] = VALUES["ntz"][1:]

AGGREGATES = [
    (name if "{0}" in name else name + "({0})", 1, kinds)
    for name, kinds in [
        ("sum", "int decimal double"), ("avg", "bigint decimal double"), ("try_sum", "int bigint"),
        ("try_avg", "int double"), ("min", "string double date"), ("max", "decimal binary timestamp"),
        ("stddev", "int double"), ("var_pop", "int"), ("skewness", "int"), ("kurtosis", "small"),
        ("median", "int small"), ("mode", "small part"), ("bit_and", "int bigint"), ("bit_or", "int"),
        ("bit_xor", "bigint"), ("count", "string"), ("approx_count_distinct", "part"), ("bool_and", "boolean"),
        ("bool_or", "boolean"), ("bitmap_count(bitmap_construct_agg", "small"),
        ("bitmap_count(bitmap_or_agg", "binary"), ("bitmap_count(bitmap_and_agg", "binary"),
        ("sum", "days months bigint"), ("avg", "days months"), ("try_sum", "decimal double days months"),
        ("try_avg", "bigint decimal days"), ("min", "time days boolean"), ("max", "time months ntz"),
        ("mean", "int decimal"), ("std", "int"), ("stddev_samp", "bigint"), ("stddev_pop", "double decimal"),
        ("var_samp", "int decimal"), ("variance", "double"), ("any", "boolean"), ("some", "boolean"), ("every", "boolean"),
        ("count_if", "boolean"), ("mode", "double date decimal"), ("median", "decimal double days months"),
        ("approx_count_distinct", "int double decimal date"), ("count(DISTINCT {0}", "double string decimal"),
        ("sum(DISTINCT {0}", "int double"), ("avg(DISTINCT {0}", "decimal"), ("bit_and", "tinyint"),
        ("first", "one"), ("last", "one"), ("any_value", "one"), ("first_value", "one"), ("last_value", "one"),
    ]
] + [
    (name + "({0}, {1})", 2, "small")
    for name in "corr covar_pop covar_samp regr_count regr_avgx regr_avgy regr_sxx regr_syy regr_sxy regr_slope "
    "regr_intercept regr_r2 max_by min_by".split()
] + [
    (form, 1, "small int double")
    for form in [
        "percentile({0}, 0.3)", "percentile({0}, 1.0)", "percentile({0}, 0.0)", "percentile_approx({0}, 0.5)",
        "percentile_cont(0.7) WITHIN GROUP (ORDER BY {0})", "percentile_cont(0.2) WITHIN GROUP (ORDER BY {0} DESC)",
        "percentile_disc(0.4) WITHIN GROUP (ORDER BY {0})", "mode() WITHIN GROUP (ORDER BY {0} DESC)",
        "percentile(DISTINCT {0}, 0.5)", "approx_percentile({0}, 0.25)", "count(*) FILTER (WHERE {0} > 0)",
    ]
] + [
    (form, 1, "part string")
    for form in [
        "listagg({0}, '-') WITHIN GROUP (ORDER BY {0})", "listagg({0}, '') WITHIN GROUP (ORDER BY {0} DESC)",
        "listagg(DISTINCT {0}, '|') WITHIN GROUP (ORDER BY {0})", "string_agg({0}) WITHIN GROUP (ORDER BY {0})",
    ]
]
