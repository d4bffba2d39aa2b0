package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Details of CSV and JSON in which Spark 4.2 was asked what it reads.
class TextDetailsTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  /// Line ends in quotes are `\n` where they are as the first of the file, unless the user says
  /// what ends a line.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,b\\r\\n1,"x\\r\\ny"\\r\\n   |               | x\\ny
          a,b\\r1,"x\\ry"\\r           |               | x\\ny
          a,b\\n1,"x\\r\\ny"\\n        |               | x\\r\\ny
          a,b\\r\\n1,"x\\ry\\nz"\\r\\n | | x\\ry\\nz
          a,b\\n1,"x\\r\\ny"\\n        | ,"lineSep=\\n" | x\\r\\ny
          """)
  void lineEndsInQuotesAreNormalised(String content, String option, String value)
      throws IOException {
    var file = text("t.csv", unescaped(content));
    var table = "t=" + file + ",multiLine=true" + (option == null ? "" : option);

    var outcome = cli.csv("-t", table, "SELECT b FROM t");

    assertThat(outcome.out()).isEqualTo("b\n\"" + unescaped(value) + "\"\n");
  }

  /// What may be data is not passed over.
  @Test
  void whatFollowsALinesObjectIsPassedOverUnlessItHoldsABracket() throws IOException {
    var file =
        text(
            "t.json", "{\"a\":1} x\n{\"a\":2}}\n{\"a\":3},\n{\"a\":4} // c\n{\"a\":5},{\"a\":6}\n");

    var outcome = cli.csv("-t", "t=" + file + ",schema=\"a int\"", "SELECT a FROM t");

    assertThat(outcome.out()).isEqualTo("a\n1\n2\n3\n4\n\n");
    assertThat(outcome.err()).contains("1 record of table t", "line 5");
  }

  @Test
  void emptyStringsTellNothingOfAJsonColumn() throws IOException {
    var file = text("t.json", "{\"a\":\"\",\"b\":\"\"}\n{\"a\":1.5,\"b\":\"\"}\n");

    var outcome = cli.csv("SELECT a + 1 AS a, b FROM json.`" + file + "`");

    assertThat(outcome.out()).isEqualTo("a,b\n,\"\"\n2.5,\"\"\n");
    assertThat(outcome.err()).contains("1 value of column a of table", "line 1");
  }

  /// Without its zone a text would be another moment.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024-01-31T10:00:00          | 2024-01-31 10:00:00
          2024-01-31 10:00:00.25       | 2024-01-31 10:00:00.25
          2024-01-31                   | 2024-01-31 00:00:00
          2024-01-31T10:00:00Z         |
          2024-01-31T10:00:00+02:00    |
          2024-01-31 10:00:00 Europe/Berlin |
          """)
  void timestampsWithoutZonesAreNotMadeOfTextsWithOne(String written, String read)
      throws IOException {
    var csv = text("t.csv", "a\n" + written + "\n");
    var json = text("t.json", "{\"a\":\"" + written + "\"}\n");
    for (var file : new String[] {csv, json}) {
      assertThat(
              cli.csv("-t", "t=" + file + ",schema=\"a timestamp_ntz\"", "SELECT a FROM t").out())
          .isEqualTo("a\n" + (read == null ? "" : read) + "\n");
    }
  }

  @Test
  void aPatternWithAZoneMakesNoTimestampWithoutOne() throws IOException {
    var file = text("t.csv", "a\n2024-01-31 10:00 +02:00\n2024-01-31 10:00\n");
    var table = "t=" + file + ",timestampFormat=yyyy-MM-dd HH:mm[ XXX],schema=\"a %s\"";

    assertThat(cli.csv("-t", table.formatted("timestamp_ntz"), "SELECT a FROM t").out())
        .isEqualTo("a\n\n2024-01-31 10:00:00\n");
    assertThat(cli.csv("-t", table.formatted("timestamp"), "SELECT a FROM t").out())
        .isEqualTo("a\n2024-01-31 08:00:00\n2024-01-31 10:00:00\n");
  }

  @Test
  void blanksAroundAStringMakeItNoDecimalOfJson() throws IOException {
    var file = text("t.json", "{\"a\":\"1.5\"}\n{\"a\":\" 1.5\"}\n{\"a\":\"1.5 \"}\n");

    assertThat(cli.csv("-t", "t=" + file + ",schema=\"a decimal(4,2)\"", "SELECT a FROM t").out())
        .isEqualTo("a\n1.50\n\n\n");
  }

  @Test
  void namesOfWhatIsNoNumberAreInferredAsNumbers() throws IOException {
    var csv = text("t.csv", "a\nnone\n1.5\nplus\nminus\n");
    var json = text("t.json", "{\"a\":+INF}\n{\"a\":-INF}\n{\"a\":NaN}\n{\"a\":+Infinity}\n");
    var table = "t=" + csv + ",nanValue=none,positiveInf=plus,negativeInf=minus";

    assertThat(cli.csv("-t", table, "SELECT a + 1 AS b FROM t").out())
        .isEqualTo("b\nNaN\n2.5\nInfinity\n-Infinity\n");
    assertThat(cli.csv("SELECT a + 1 AS b FROM json.`" + json + "`").out())
        .isEqualTo("b\nInfinity\n-Infinity\nNaN\nInfinity\n");
  }

  /// What is inferred by a pattern is read by it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          31Jan2024  | timestampFormat=ddMMMyyyy              | 2024-01-31 00:00:00
          31JAN2024  | timestampFormat=ddMMMyyyy              | 2024-01-31 00:00:00
          Feb 5 2024 | dateFormat=MMM d yyyy                  | 2024-02-05
          2024/01/31 1:02 PM | timestampFormat=yyyy/MM/dd h:mm a | 2024-01-31 13:02:00
          """)
  void patternsAreInferredFromAndReadAlike(String text, String option, String value)
      throws IOException {
    var file = text("t.csv", "a,n\n" + text + ",1\n");
    var table = "t=" + file + "," + option;

    var outcome = cli.csv("--time-zone", "UTC", "-t", table, "SELECT max(a) AS a FROM t");

    assertThat(outcome).isEqualTo(new Cli.Outcome(0, "a\n" + value + "\n", ""));
  }

  /// Java would take the 30th of February for its last day.
  @Test
  void aDayThatIsNoneIsNoDate() throws IOException {
    var file = text("t.csv", "a\n01.02.2024\n30.02.2024\n");

    assertThat(cli.csv("-t", "t=" + file + ",dateFormat=dd.MM.yyyy", "SELECT a FROM t"))
        .isEqualTo(new Cli.Outcome(0, "a\n01.02.2024\n30.02.2024\n", ""));
  }

  /// In JSON all whole numbers begin as `bigint`, which takes a decimal of 20 digits; in CSV as
  /// `int`.
  @Test
  void digitsOfDecimalsAreSparks() throws IOException {
    var json = text("t.json", "{\"a\":9223372036854775808}\n{\"a\":1}\n");
    var csv = text("t.csv", "a\n9223372036854775808\n1\n");

    assertThat(typeOf("json.`" + json + "`")).contains("\"type\":\"decimal(20,0)\"");
    assertThat(typeOf("csv.`" + csv + "`")).contains("\"type\":\"decimal(19,0)\"");
  }

  /// What Spark reads in a file that is written of it.
  private String typeOf(String table) throws IOException {
    var out = folder.resolve(table.substring(0, 3)).toString();
    cli.run("sql", "-q", "SELECT a FROM " + table, "--output", out);
    try (var files = Files.list(Path.of(out))) {
      var file = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void decimalsMayHaveCommas() throws IOException {
    var csv = text("t.csv", "a\n\"1,234.5\"\n\"-1,0,0\"\n7\n\n");
    var json = text("t.json", "{\"a\":\"1,234.5\"}\n{\"a\":2.5}\n{\"a\":null}\n");

    for (var file : new String[] {csv, json}) {
      var table = "t=" + file + ",schema=\"a decimal(10,2)\"";
      var first = cli.csv("-t", table, "SELECT a FROM t");
      assertThat(first.err()).isEmpty();
      assertThat(first.out()).startsWith("a\n1234.50\n");
    }
    assertThat(cli.csv("-t", "t=" + csv + ",schema=\"a decimal(10,2)\"", "SELECT a FROM t").out())
        .isEqualTo("a\n1234.50\n-100.00\n7.00\n");
  }

  @Test
  void foldersOfOnePartitionColumnMayDifferInCase() throws IOException {
    text("t/p=1/q=x/f.csv", "a\n1\n");
    text("t/P=02/Q=y/f.csv", "a\n2\n");

    var all = cli.csv("SELECT a, p, q FROM csv.`" + folder.resolve("t") + "` ORDER BY a");

    assertThat(all.out()).isEqualTo("a,p,q\n1,1,x\n2,2,y\n");
    var one = cli.csv("SELECT a FROM csv.`" + folder.resolve("t") + "` WHERE p = 2 AND q = 'y'");
    assertThat(one.out()).isEqualTo("a\n2\n");
  }

  /// Often it is one object over many lines.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {\\n"a": 1\\n}\\n | | no line of FILE is an object. Where objects stand over several lines, say multiLine=true; else give it a schema
          no JSON          | | no line of FILE is an object
          {"a": 1          | ,multiLine=true | FILE holds no object that is whole; give it a schema
          """)
  void jsonWithoutARecordIsRefusedWithTheRemedy(String content, String option, String message)
      throws IOException {
    var file = text("t.json", unescaped(content));

    var outcome = cli.csv("-t", "t=" + file + (option == null ? "" : option), "SELECT * FROM t");

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.err()).contains(message.replace("FILE", "file://" + file));
  }

  @Test
  void textWithoutAByteIsSaidToBeSo() throws IOException {
    var file = text("t.csv", "");

    assertThat(cli.csv("SELECT * FROM csv.`" + file + "`").err())
        .contains("no records to infer a schema from, as no file has a byte; give it a schema");
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }

  private String text(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toString();
  }
}
