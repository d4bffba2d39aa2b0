package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Columns of Parquet files that other systems wrote: read as they are, or refused by name.
class ParquetTypesTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  static String file(String name) {
    try {
      var resource = ParquetTypesTest.class.getResource("/files/" + name);
      return Path.of(Objects.requireNonNull(resource).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(name, e);
    }
  }

  @Test
  void halfFloatsUuidsAndColumnsOfNothingButNullAreRead() {
    assertThat(rows("SELECT id, h, u, nothing, nothing + 1 AS n FROM parquet.`%s`", "rare.parquet"))
        .isEqualTo(
            """
            id,h,u,nothing,n
            1,1.5,00000000-0000-0000-0000-000000000005,,
            2,NaN,,,
            3,-65504.0,00000000-0000-0000-0000-000000000005,,
            """);
    assertThat(rows("SELECT id FROM parquet.`%s` WHERE h < 0 AND u LIKE '%%5'", "rare.parquet"))
        .isEqualTo("id\n3\n");
  }

  @ParameterizedTest
  @CsvSource({
    "nested.parquet, *, column s is struct",
    "nested.parquet, m, column m is map",
    "nested.parquet, count(l), column l is list",
    "nested.parquet, s.a, column s is struct",
    "nested.parquet, n.s, column s is struct",
    "nested.parquet, n.*, column s is struct",
    "nested.parquet, '* EXCEPT (s, l)', column m is map",
    "misc.parquet, *, column i is interval",
    "'time-nanos.parquet', t, 'column t is time(nanos,false)'",
    "rare.parquet, *, column l is list",
  })
  void columnThatCannotBeReadIsRefusedByName(String file, String columns, String message) {
    var outcome = cli.csv("SELECT " + columns + " FROM parquet.`" + file(file) + "` AS n");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains(message).contains(file);
  }

  @Test
  void columnThatNobodyAsksForMayBeOfAnyType() {
    assertThat(rows("SELECT id FROM parquet.`%s` ORDER BY id", "nested.parquet"))
        .startsWith("id\n");
    assertThat(rows("SELECT * EXCEPT (s, l, m) FROM parquet.`%s`", "nested.parquet"))
        .startsWith("id\n");
    assertThat(rows("SELECT count(*) AS n FROM parquet.`%s`", "time.parquet")).startsWith("n\n");
  }

  @Test
  void outputOfAColumnThatCannotBeReadIsRefusedToo() {
    var out = folder.resolve("out");
    var outcome =
        cli.csv("SELECT * FROM parquet.`" + file("nested.parquet") + "`", "--output", out + "");

    assertThat(outcome.err()).contains("column s is struct");
    assertThat(out).doesNotExist();
  }

  @Test
  void declaredTypesWiden() {
    var schema =
        "id double, nothing int, h double, u32 double, big double, d timestamp_ntz, no int";
    assertThat(cli.csv("--table", table("rare.parquet", schema), "SELECT * FROM t").out())
        .isEqualTo(
            """
            id,nothing,h,u32,big,d,no
            1.0,,1.5,1.0,1.0,1970-01-01 00:00:00,
            2.0,,NaN,4.294967295E9,9.007199254740992E15,2022-01-08 00:00:00,
            3.0,,-65504.0,7.0,-9.0,,
            """);
    assertThat(cli.csv("--table", table("rare.parquet", "u32 decimal(21,2)"), "SELECT u32 FROM t"))
        .isEqualTo(new Cli.Outcome(0, "u32\n1.00\n4294967295.00\n7.00\n", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "id int, id is bigint, but int",
    "id string, id is bigint, but string",
    "u32 int, u32 is bigint, but int",
    "h decimal(4;2), h is float, 'but decimal(4,2)'",
    "d timestamp, d is date, but timestamp",
    "u bigint, u is string, but bigint",
    "l string, l is list, Stint reads no such type",
  })
  void declaredTypesThatDoNotFitAreRefusedWithBoth(String column, String inFile, String declared) {
    var name = column.substring(0, column.indexOf(' '));
    var table = table("rare.parquet", column.replace(';', ','));

    var outcome = cli.csv("--table", table, "SELECT " + name + " FROM t");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("column " + inFile, "rare.parquet", declared);
    assertThat(cli.csv("--table", table, "SELECT count(*) AS n FROM t").out()).isEqualTo("n\n3\n");
  }

  @ParameterizedTest
  @CsvSource({"d int, d", "d timestamp, d", "id string, id", "ts date, ts"})
  void declaredTypesAreHeldAgainstTheFileBeforeItsStatistics(String column, String name) {
    var outcome = cli.csv("--table", table("double.parquet", column), "SELECT " + name + " FROM t");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("double.parquet, but ", "only widening is done");
  }

  /// A time has six digits of a second here and in Spark, which refuses these too.
  @ParameterizedTest
  @CsvSource({"t time(6)", "t time(0)", "t bigint", "t timestamp_ntz"})
  void timesOfNineDigitsAreNotCutWhateverIsDeclared(String column) {
    var outcome = cli.csv("--table", table("time-nanos.parquet", column), "SELECT t FROM t");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("column t is time(nanos,false) in ", "time-nanos.parquet");
  }

  @Test
  void wholeNumberBeyondADoubleIsRefusedByItsValue() {
    var outcome = cli.csv("--table", table("rare.parquet", "huge double"), "SELECT huge FROM t");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("column 'huge': 9007199254740993 has more digits than a double")
        .doesNotContain("corrupt");
  }

  private String rows(String sql, String file) {
    var outcome = cli.csv(sql.formatted(file(file)));
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private static String table(String file, String schema) {
    return "t=" + file(file) + ",schema=\"" + schema + "\"";
  }
}
