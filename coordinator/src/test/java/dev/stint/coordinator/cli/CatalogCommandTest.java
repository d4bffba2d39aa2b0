package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// Statements that tell or change tables, views and functions; the answers are Spark's.
class CatalogCommandTest extends HomeTest {

  private static final String TABLE =
      "CREATE TABLE t (id INT COMMENT 'the id', c CHAR(5), d DECIMAL(5,2) COMMENT 'it''s', p INT)"
          + " USING csv OPTIONS (header true) PARTITIONED BY (p) COMMENT 'my table' TBLPROPERTIES"
          + " ('a'='1', b.c=2)";
  private static final String ROWS =
      "INSERT INTO t VALUES (1, 'a', 1.5, 1), (2, 'b', 2.5, 2), (3, 'c', 3, NULL)";

  @Test
  void aTableIsToldWithAllThatIsKnown() {
    rows(TABLE);
    var columns =
        """
        col_name,data_type,comment
        id,int,the id
        c,char(5),
        d,"decimal(5,2)",it's
        p,int,
        # Partition Information,"",""
        # col_name,data_type,comment
        p,int,
        """;
    assertThat(rows("DESCRIBE t")).isEqualTo(columns);
    assertThat(rows("DESCRIBE TABLE EXTENDED default.t"))
        .startsWith(
            columns
                + """
                "","",""
                # Detailed Table Information,"",""
                Catalog,spark_catalog,""
                Database,default,""
                Table,t,""
                Created Time,\
                """)
        .contains("Type,MANAGED,\"\"\nProvider,csv,\"\"\nComment,my table,\"\"\n")
        .contains("Table Properties,\"[a=1, b.c=2]\",\"\"\nLocation,file:///")
        .contains("Storage Properties,[header=true],\"\"\n");
    assertThat(rows("DESCRIBE t d")).endsWith("comment,it's\n");
    assertThat(rows("DESCRIBE t c")).endsWith("comment,NULL\n");
    assertThat(error("DESCRIBE FORMATTED nope"))
        .contains("the catalog has no table or view 'nope'");
    assertThat(rows("DESCRIBE QUERY SELECT 1 AS a"))
        .isEqualTo("col_name,data_type,comment\na,int,\n");
  }

  @Test
  void theStatementOfATableMakesItAgain() {
    rows(TABLE + "; " + ROWS);
    var made = rows("SHOW CREATE TABLE t");
    assertThat(made)
        .isEqualTo(
            """
            createtab_stmt
            "CREATE TABLE spark_catalog.default.t (
              id INT COMMENT 'the id',
              c CHAR(5),
              d DECIMAL(5,2) COMMENT 'it\\'s',
              p INT)
            USING csv
            OPTIONS (
              'header' = 'true')
            PARTITIONED BY (p)
            COMMENT 'my table'
            TBLPROPERTIES (
              'a' = '1',
              'b.c' = '2')
            "
            """);
    var sql = made.substring(made.indexOf('"') + 1, made.lastIndexOf('"'));
    rows("DROP TABLE t; " + sql);
    assertThat(rows("SHOW CREATE TABLE t")).isEqualTo(made);

    var place = folder.resolve("odd 'place'");
    rows(
        "CREATE TABLE `odd name` LOCATION '%s' AS SELECT INTERVAL '1' DAY AS `b c`"
            .formatted(place.toString().replace("'", "\\'")));
    var odd = rows("SHOW CREATE TABLE `odd name`");
    assertThat(odd)
        .contains("spark_catalog.default.`odd name` (\n  `b c` INTERVAL DAY)\nUSING parquet\n")
        .contains("LOCATION 'file://");
    rows("DROP TABLE `odd name`; " + odd.substring(odd.indexOf('"') + 1, odd.lastIndexOf('"')));
    assertThat(rows("SELECT count(*) AS n FROM `odd name`")).isEqualTo("n\n1\n");
  }

  @Test
  void propertiesAreToldAndChanged() {
    rows(TABLE);
    assertThat(rows("SHOW TBLPROPERTIES t"))
        .isEqualTo("key,value\na,1\nb.c,2\noption.header,true\n");
    assertThat(rows("SHOW TBLPROPERTIES t ('a')")).isEqualTo("key,value\na,1\n");
    assertThat(rows("SHOW TBLPROPERTIES t (zz)"))
        .isEqualTo("key,value\nzz,Table spark_catalog.default.t does not have property: zz\n");
    rows(
        "ALTER TABLE t SET TBLPROPERTIES ('x'='y', a = 3); ALTER TABLE t UNSET TBLPROPERTIES"
            + " (b.c, 'nope'); ALTER TABLE t UNSET TBLPROPERTIES IF EXISTS ('nope')");
    assertThat(rows("SHOW TBLPROPERTIES t")).isEqualTo("key,value\na,3\noption.header,true\nx,y\n");
    rows("COMMENT ON TABLE t IS 'other'");
    assertThat(rows("DESCRIBE EXTENDED t")).contains("Comment,other,");
    rows("COMMENT ON TABLE t IS NULL");
    assertThat(rows("DESCRIBE EXTENDED t")).doesNotContain("Comment,");
    assertThat(error("ALTER TABLE nope SET TBLPROPERTIES ('x'='y')"))
        .contains("the catalog has no table 'nope'");
    assertThat(error("ALTER TABLE t UNSET TBLPROPERTIES ('a'='1')")).contains("a key stands alone");
  }

  @Test
  void addedColumnsAreNullInTheRowsThatAreThere() {
    for (var format : new String[] {"csv OPTIONS (header false)", "csv", "json", "parquet"}) {
      rows(
          "CREATE TABLE a (id INT, p INT) USING %s PARTITIONED BY (p); INSERT INTO a VALUES (1, 7)"
              .formatted(format));
      rows("ALTER TABLE a ADD COLUMNS (n VARCHAR(3) COMMENT 'new', m INT)");
      rows("INSERT INTO a VALUES (2, 'xyz', 5, 8)");
      // What a line of CSV does not have is NULL and told.
      assertThat(cli.csv("SELECT * FROM a ORDER BY id").out())
          .as(format)
          .isEqualTo("id,n,m,p\n1,,,7\n2,xyz,5,8\n");
      assertThat(rows("DESCRIBE a")).contains("n,varchar(3),new\nm,int,\np,int,\n");
      assertThat(error("INSERT INTO a VALUES (2, 'wxyz', 5, 8)")).contains("EXCEED_LIMIT_LENGTH");
      assertThat(error("ALTER TABLE a ADD COLUMNS (N INT)"))
          .contains("there is a column called 'N' already");
      assertThat(error("ALTER TABLE a ADD COLUMN k INT FIRST"))
          .contains("places of columns that are added");
      rows("DROP TABLE a");
    }
  }

  @Test
  void aRenamedTableKeepsItsRowsWhateverTakesItsName() {
    rows(TABLE + "; " + ROWS + "; CACHE TABLE t; ALTER TABLE t RENAME TO u; SELECT 1");
    assertThat(rows("SHOW TABLES")).isEqualTo("namespace,tableName,isTemporary\ndefault,u,false\n");
    assertThat(error("TABLE t")).contains("no table is called 't'");

    rows("CREATE TABLE t AS SELECT 9 AS a; CREATE VIEW v AS SELECT 1");
    assertThat(rows("SELECT id FROM u ORDER BY id; TABLE t")).isEqualTo("id\n1\n2\n3\na\n9\n");
    assertThat(error("ALTER TABLE u RENAME TO t")).contains("there is a table or view called 't'");
    assertThat(error("ALTER TABLE u RENAME TO v")).contains("there is a table or view called 'v'");
    assertThat(error("ALTER TABLE u RENAME TO other.t")).contains("schemas other than 'default'");
    rows("DROP TABLE u");
    assertThat(rows("TABLE t")).isEqualTo("a\n9\n");
  }

  /// A process that dies while it renames leaves both names.
  @Test
  void ofTwoNamesOfATableOneMayGo() throws IOException {
    var catalog = folder.resolve("other");
    cli.csv("--catalog", catalog.toString(), "CREATE TABLE t AS SELECT 1 AS a");
    byte[] entry = Files.readAllBytes(catalog.resolve("tables/t.json"));
    cli.csv("--catalog", catalog.toString(), "ALTER TABLE t RENAME TO u");
    Files.write(catalog.resolve("tables/t.json"), entry);

    assertThat(cli.run("sql", "--catalog", catalog.toString(), "DROP TABLE t").err())
        .contains("dropped the table t; its files stay, as those of u");
    assertThat(cli.csv("--catalog", catalog.toString(), "TABLE u").out()).isEqualTo("a\n1\n");
    assertThat(cli.run("sql", "--catalog", catalog.toString(), "DROP TABLE u").err())
        .contains("dropped the table u and its files");
  }

  @Test
  void aMovedTableHasTheRowsOfItsPlace() {
    var place = folder.resolve("place");
    rows(
        "INSERT OVERWRITE DIRECTORY '%s' USING parquet SELECT 5 AS a; CREATE TABLE t AS SELECT 1 AS"
                .formatted(place)
            + " a; CACHE TABLE t; ALTER TABLE t SET LOCATION '%s'".formatted(place));
    assertThat(rows("TABLE t")).isEqualTo("a\n5\n");
    assertThat(rows("DESCRIBE EXTENDED t")).contains("Type,EXTERNAL");
    rows("DROP TABLE t");
    assertThat(rows("SELECT * FROM parquet.`%s`".formatted(place))).isEqualTo("a\n5\n");
    assertThat(error("ALTER TABLE t SET LOCATION 'http://x'")).contains("has no table 't'");
  }

  @Test
  void partitionsAreFolders() {
    rows(TABLE + "; " + ROWS);
    assertThat(rows("SHOW PARTITIONS t"))
        .isEqualTo("partition\np=1\np=2\np=__HIVE_DEFAULT_PARTITION__\n");
    assertThat(rows("SHOW PARTITIONS t PARTITION (P = 1)")).isEqualTo("partition\np=1\n");
    assertThat(rows("SHOW PARTITIONS t PARTITION (p = 5)")).isEqualTo("partition\n");
    assertThat(rows("SHOW PARTITIONS t PARTITION (p = NULL)"))
        .isEqualTo("partition\np=__HIVE_DEFAULT_PARTITION__\n");
    assertThat(error("SHOW PARTITIONS t PARTITION (id = 1)"))
        .contains("the table is not partitioned by 'id'");
    rows("CREATE TABLE w AS SELECT 1 AS a; CREATE TEMPORARY VIEW v AS SELECT 1");
    assertThat(error("SHOW PARTITIONS w")).contains("'w' is not partitioned");
    assertThat(error("SHOW PARTITIONS nope")).contains("no table is called 'nope'");
    rows("CREATE TABLE e (a INT, p INT) PARTITIONED BY (p)");
    assertThat(rows("SHOW PARTITIONS e")).isEqualTo("partition\n");
  }

  @Test
  void viewsHaveCommentsAndPropertiesToo() {
    rows(
        "CREATE VIEW v (a COMMENT 'x', b) COMMENT 'a view' TBLPROPERTIES ('k'='v') AS SELECT 1, 2");
    assertThat(rows("SHOW CREATE TABLE v"))
        .isEqualTo(
            """
            createtab_stmt
            "CREATE VIEW default.v (
              a COMMENT 'x',
              b)
            COMMENT 'a view'
            TBLPROPERTIES (
              'k' = 'v')
            WITH SCHEMA COMPENSATION
            AS SELECT 1, 2"
            """);
    assertThat(rows("DESCRIBE EXTENDED v"))
        .contains("Type,VIEW,\"\"\nComment,a view,\"\"\n")
        .endsWith("Table Properties,[k=v],\"\"\n");
    rows(
        "ALTER VIEW v SET TBLPROPERTIES ('k2'='v2'); ALTER VIEW v UNSET TBLPROPERTIES ('k'); ALTER"
            + " VIEW v RENAME TO w");
    assertThat(rows("SHOW TBLPROPERTIES w")).isEqualTo("key,value\nk2,v2\n");
    assertThat(rows("SHOW VIEWS")).isEqualTo("namespace,viewName,isTemporary\ndefault,w,false\n");
    assertThat(rows("TABLE w")).isEqualTo("a,b\n1,2\n");
    rows("CREATE TABLE t AS SELECT 1 AS a");
    assertThat(error("ALTER VIEW w RENAME TO t")).contains("a table or view called 't'");
    assertThat(error("ALTER VIEW t RENAME TO x")).contains("no view is called 't'");
    assertThat(error("ALTER TABLE w SET TBLPROPERTIES (a = 1)")).contains("use ALTER VIEW");
    assertThat(error("COMMENT ON TABLE w IS 'x'")).contains("'w' is a view");
    assertThat(
            rows("CREATE TEMPORARY VIEW x TBLPROPERTIES (a = 1) AS SELECT 1; SHOW TBLPROPERTIES x"))
        .isEqualTo("key,value\n");
  }

  @Test
  void aViewMayHaveAnotherQuery() {
    rows(
        "CREATE VIEW v (a) COMMENT 'kept' TBLPROPERTIES ('k'='v') AS SELECT 1;"
            + " ALTER VIEW v AS SELECT 2 AS b, 'x' AS c");

    assertThat(rows("TABLE v")).isEqualTo("b,c\n2,x\n");
    assertThat(rows("DESCRIBE EXTENDED v"))
        .contains("Comment,kept,", "View Text,\"SELECT 2 AS b, 'x' AS c\",", "[k=v]");
    assertThat(
            rows("CREATE TEMPORARY VIEW t AS SELECT 1 AS n; ALTER VIEW t SELECT 3 AS n; TABLE t"))
        .isEqualTo("n\n3\n");
    assertThat(error("ALTER VIEW nope AS SELECT 1")).contains("no view is called 'nope'");
    assertThat(error("ALTER VIEW v AS SELECT b FROM v")).contains("'v'");
    assertThat(error("ALTER VIEW v AS SELECT x FROM nope")).contains("nope");
    assertThat(rows("TABLE v")).isEqualTo("b,c\n2,x\n");
  }

  @Test
  void functionsAreTold() {
    assertThat(rows("SHOW FUNCTIONS LIKE 'make_d*'"))
        .isEqualTo("function\nmake_date\nmake_dt_interval\n");
    assertThat(rows("SHOW SYSTEM FUNCTIONS 'a|abs'")).isEqualTo("function\nabs\n");
    assertThat(rows("SHOW USER FUNCTIONS")).isEqualTo("function\n");
    assertThat(rows("DESCRIBE FUNCTION ABS"))
        .startsWith("function_desc\nFunction: abs\nUsage: abs(");
    assertThat(rows("DESC FUNCTION EXTENDED 'concat_ws'"))
        .contains("Extended Usage:\n    Examples:\n      > SELECT concat_ws(");
    assertThat(rows("DESC FUNCTION row_number")).contains("row_number");
    assertThat(error("DESC FUNCTION nope")).contains("no function is called 'nope'");

    rows("CREATE FUNCTION f(x INT, y STRING) RETURNS INT RETURN x + 1");
    assertThat(rows("SHOW USER FUNCTIONS LIKE 'f*'"))
        .isEqualTo("function\nspark_catalog.default.f\n");
    assertThat(rows("DESCRIBE FUNCTION f"))
        .isEqualTo(
            """
            function_desc
            Function: spark_catalog.default.f
            Type:     SCALAR
            "Input:    x INT, y STRING"
            Returns:  INT
            """);
    assertThat(rows("DESCRIBE FUNCTION EXTENDED f")).contains("RETURN x + 1");
    assertThat(error("SHOW odd FUNCTIONS")).contains("ALL, SYSTEM or USER");
  }

  @Test
  void thereIsOneCatalog() {
    assertThat(rows("SHOW CATALOGS; SHOW CATALOGS LIKE 'x*'; SHOW CURRENT NAMESPACE"))
        .isEqualTo("catalog\nspark_catalog\ncatalog\ncatalog,namespace\nspark_catalog,default\n");
  }
}
