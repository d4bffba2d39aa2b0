package dev.stint.tests.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.spark.Outside.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideTest {

  private final Outside outside = new Outside("some-file");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT array(1, 2) | NESTED",
        "SELECT a[0] FROM t | NESTED",
        "SELECT CAST(x AS MAP<INT, INT>) | NESTED",
        "SELECT _metadata.file_name FROM t | NESTED",
        "SELECT a COLLATE UTF8_LCASE FROM t | COLLATION",
        "SELECT try_variant_get(v, 'x', 'int') FROM t | VARIANT",
        "SELECT xpath_int(x, 'a/b') FROM t | XML",
        "SELECT hll_sketch_estimate(s) FROM t | SKETCH",
        "SELECT st_srid(g) FROM t | GEOGRAPHY"
      })
  void wordsOfAKindTellIt(String sql, Kind kind) {
    assertThat(outside.kind(sql)).contains(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 'array(1)', \"map(1, 2)\"",
        "SELECT 1 -- struct(1)",
        "SELECT arrays FROM t",
        "SELECT stack(2, 1, 2)",
        "SELECT TRANSFORM (a) USING 'cat' FROM t",
        "BEGIN DECLARE x INT; SELECT x; END"
      })
  void stringsCommentsAndOtherWordsTellNothing(String sql) {
    assertThat(outside.kind(sql)).isEmpty();
  }

  @Test
  void whatNamesSomethingOfAKindIsOfItUntilThatIsMadeAnew() {
    outside.define("CREATE TABLE t (a ARRAY<INT>)");
    outside.define("CREATE TEMPORARY VIEW v AS SELECT * FROM t");

    assertThat(outside.kind("SELECT count(*) FROM v")).contains(Kind.NESTED);
    assertThat(outside.kind("SELECT t FROM u")).isEmpty();

    outside.define("CREATE OR REPLACE TEMPORARY VIEW v AS SELECT 1");

    assertThat(outside.kind("SELECT count(*) FROM v")).isEmpty();
  }

  @Test
  void aRefusalTellsTheKindByItsFirstLine() {
    assertThat(outside.kind("SELECT f(x)", "line 1: 'f' works on arrays, maps or structs"))
        .contains(Kind.NESTED);
    assertThat(outside.kind("SELECT f(x)", "no function is called 'f'\n works on arrays, maps"))
        .isEmpty();
  }
}
