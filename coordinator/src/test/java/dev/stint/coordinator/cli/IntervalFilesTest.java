package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Intervals and times of a day in files.
class IntervalFilesTest {

  private static final String VALUES =
      "VALUES (1, INTERVAL '-1-2' YEAR TO MONTH, INTERVAL '3' DAY, TIME '10:20:30.000001'),"
          + " (2, NULL, NULL, NULL) AS t(id, months, days, time)";

  @TempDir private Path folder;

  @Test
  void parquetKeepsTheirTypes() {
    var cli = new Cli(folder.resolve("home"));
    var out = folder.resolve("out");

    assertThat(cli.csv("SELECT * FROM " + VALUES, "--output", out.toString()).err()).isEmpty();
    var query =
        ("SELECT id, months, typeof(months) AS m, days + INTERVAL '1' HOUR AS d, time,"
                + " typeof(time) AS t FROM parquet.`%s` WHERE time > TIME '10:20' ORDER BY id")
            .formatted(out);

    assertThat(cli.csv(query))
        .isEqualTo(
            new Cli.Outcome(
                0,
                """
                id,months,m,d,time,t
                1,INTERVAL '-1-2' YEAR TO MONTH,interval year to month,INTERVAL '3 01' DAY TO HOUR,10:20:30.000001,time(6)
                """,
                ""));
    assertThat(cli.csv("SELECT sum(months) AS s FROM parquet.`%s`".formatted(out)).out())
        .isEqualTo("s\nINTERVAL '-1-2' YEAR TO MONTH\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void textHoldsThemAsCastsWriteThem(String format) {
    var cli = new Cli(folder.resolve("home"));
    var out = folder.resolve("out");
    var schema = "id int, months interval year to month, days interval day, time time";
    var table = "t=%s,format=%s,schema=\"%s\"".formatted(out, format, schema);

    var written =
        cli.csv("SELECT * FROM " + VALUES, "--output", out.toString(), "--output-format", format);

    assertThat(written.err()).isEmpty();
    assertThat(cli.csv("--table", table, "SELECT * FROM t ORDER BY id").out())
        .isEqualTo(
            """
            id,months,days,time
            1,INTERVAL '-1-2' YEAR TO MONTH,INTERVAL '3' DAY,10:20:30.000001
            2,,,
            """);
  }

  @Test
  void columnOfNullAloneHasNoTypeToWrite() {
    var out = folder.resolve("out");

    var outcome =
        new Cli(folder.resolve("home")).csv("SELECT NULL AS a", "--output", out.toString());

    assertThat(outcome.err()).contains("the output's column 'a' is NULL", "CAST(NULL AS INT)");
    assertThat(out).doesNotExist();
  }
}
