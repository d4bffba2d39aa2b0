package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// CSV and JSON as other systems and people write them. What is expected is what Spark 4 gives.
class TextInTheWildTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  @Test
  void strayQuotesKeepTheRow() {
    assertThat(cli.csv("SELECT * FROM csv.`" + ParquetTypesTest.file("quotes.csv") + "`").out())
        .isEqualTo(
            """
            id,txt,n
            1,\"""he said ""ok"" then\""",10
            2,\"""trail"" x",20
            3,\"""a,b"" c",30
            4,"x ""y"" z",40
            5,"unclosed,50",
            6,"5"" tall",60
            7,C:\\dir\\,70
            8,\"""say \\""hi\\""\""",80
            9,"",90
            10,"a\""",100
            11,\""" ""x"" \""",110
            12,"end"",120",
            """);
  }

  @Test
  void strayQuotesReachOverLinesWhereRecordsMay() throws IOException {
    var file = text("t.csv", "id,v,n\n1,\"a,5\n2,\"b\"\" c\",6\n3,d,7\n");

    assertThat(cli.csv("-t", "t=" + file + ",multiLine=true", "SELECT * FROM t").out())
        .isEqualTo("id,v,n\n1,\"\"\"a,5\n2,\"\"b\"\"\"\" c\"\"\",6\n3,d,7\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,a,b,A   | a0;a1;b;A3
          ,x,       | _c0;x;_c2
          "x y", z  | 'x y; z'
          """)
  void headersAreNamedAsSparkNamesThem(String header, String names) throws IOException {
    var file = text("t.csv", header + "\n1,2,3,4\n");

    assertThat(cli.csv("SELECT * FROM csv.`" + file + "`").out())
        .startsWith(names.replace(';', ',') + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12345678901234567891;12345678901234567892;1 | 12345678901234567892
          9223372036854775808;1                       | 9223372036854775808
          9223372036854775808;5000000000              | 9223372036854775808
          9223372036854775807;-9223372036854775808    | 9223372036854775807
          99999999999999999999999999999999999998;0    | 99999999999999999999999999999999999998
          999999999999999999999999999999999999999;0   | 1.0E39
          12345678901234567891;0.5                    | 1.2345678901234567E19
          """)
  void wholeNumbersKeepTheirDigits(String values, String largest) throws IOException {
    var lines = String.join("\n", values.split(";", -1));
    var csv = text("t.csv", "v\n" + lines + "\n");
    var json = text("t.json", lines.replaceAll("(?m)^(.*)$", "{\"v\":$1}") + "\n");
    for (var value : values.split(";", -1)) {
      text("p/v=" + value + "/f.csv", "x\n1\n");
    }

    for (var table : new String[] {"csv.`" + csv + "`", "json.`" + json + "`"}) {
      assertThat(cli.csv("SELECT max(v) AS m FROM " + table).out())
          .as(table)
          .isEqualTo("m\n" + largest + "\n");
    }
    var folders = cli.csv("SELECT count(DISTINCT v) AS n FROM csv.`" + folder.resolve("p") + "`");
    assertThat(folders.out()).isEqualTo("n\n" + values.split(";", -1).length + "\n");
  }

  @Test
  void arraysOnALineAreAsManyRecords() throws IOException {
    var file =
        text("t.json", "[{\"id\":1},{\"id\":2}]\n{\"id\":3},\n[]\n[{\"id\":4},{\"id\"\n[5]\n");

    assertThat(
            cli.csv(
                    "-t",
                    "t=" + file + ",schema=\"id int, _corrupt_record string\"",
                    "SELECT id, _corrupt_record AS c FROM t")
                .out())
        .isEqualTo("id,c\n1,\n2,\n3,\n,\"[{\"\"id\"\":4},{\"\"id\"\"\"\n,[5]\n");
  }

  @Test
  void arrayOfMoreObjectsThanABatchHolds() throws IOException {
    var objects = new StringBuilder("[{\"id\":0}");
    for (int id = 1; id < 10_000; id++) {
      objects.append(",{\"id\":").append(id).append('}');
    }
    var file = text("t.json", objects + "]\n");

    assertThat(cli.csv("SELECT count(*) AS n, sum(id) AS s FROM json.`" + file + "`").out())
        .isEqualTo("n,s\n10000,49995000\n");
  }

  @Test
  void whatIsNoNumberIsOneInJson() throws IOException {
    var file = text("t.json", "{\"x\":1.5}\n{\"x\":NaN}\n{\"x\":-Infinity}\n{\"x\":\"+INF\"}\n");

    assertThat(cli.csv("-t", "t=" + file + ",schema=x double", "SELECT x FROM t").out())
        .isEqualTo("x\n1.5\nNaN\n-Infinity\nInfinity\n");
  }

  @Test
  void numbersAreSecondsWhereTimestampsAreDeclared() throws IOException {
    var file =
        text("t.json", "{\"t\":1704103200}\n{\"t\":\"2024-01-01T10:00:00Z\"}\n{\"t\":1.5}\n");

    var outcome =
        cli.csv("--time-zone", "UTC", "-t", "t=" + file + ",schema=t timestamp", "SELECT t FROM t");

    assertThat(outcome.out()).isEqualTo("t\n2024-01-01 10:00:00\n2024-01-01 10:00:00\n\n");
    assertThat(outcome.err()).contains("1 value of column t of table t did not fit", "'1.5'");
  }

  @Test
  void stringsInJsonAreStrings() throws IOException {
    var file = text("t.json", "{\"t\":\"2024-01-01T10:00:00.000000001Z\",\"d\":\"2024-01-01\"}\n");

    assertThat(cli.csv("SELECT t, d, length(d) AS y FROM json.`" + file + "`").out())
        .isEqualTo("t,d,y\n2024-01-01T10:00:00.000000001Z,2024-01-01,10\n");
  }

  @Test
  void keysThatOnlyCaseTellsApartAreRefusedInOneRecordAndOneColumnInTwo() throws IOException {
    var both = text("both.json", "{\"id\":1,\"ID\":2}\n");
    var each = text("each.json", "{\"id\":1}\n{\"ID\":2}\n");

    assertThat(cli.csv("SELECT * FROM json.`" + both + "`").err())
        .contains("records with both columns 'id' and 'ID', which at most case tells apart");
    assertThat(cli.csv("SELECT sum(id) AS s FROM json.`" + each + "`").out()).isEqualTo("s\n3\n");
    assertThat(cli.csv("-t", "t=" + both + ",schema=id int", "SELECT id FROM t").out())
        .isEqualTo("id\n1\n");
  }

  @Test
  void declaredSchemaIsTakenByPlace() throws IOException {
    var file = text("t.csv", "id,name\n1,x\n");

    var renamed = cli.csv("-t", "t=" + file + ",schema=\"a int, name string\"", "SELECT * FROM t");
    assertThat(renamed.out()).isEqualTo("a,name\n1,x\n");
    assertThat(renamed.err())
        .startsWith("warning: 1 file of table t had a header")
        .contains("column 1 is 'id' in the header, but 'a' in the schema");
    assertThat(
            cli.csv("-t", "t=" + file + ",schema=\"a int, name string\"", "SELECT name FROM t")
                .out())
        .isEqualTo("name\nx\n");
    assertThat(cli.csv("-t", "t=" + file + ",schema=\"ID int, name string\"", "SELECT * FROM t"))
        .isEqualTo(new Cli.Outcome(0, "ID,name\n1,x\n", ""));
  }

  @Test
  void smallTablesAreInferredFromAllTheirRecords() throws IOException {
    var csv = new StringBuilder("id,v\n");
    var json = new StringBuilder();
    for (int id = 0; id < 3000; id++) {
      var value = id == 2500 ? "\"A12\"" : String.valueOf(id);
      csv.append(id).append(',').append(value).append('\n');
      json.append("{\"id\":").append(id).append(",\"v\":").append(value).append("}\n");
    }
    var ofCsv = text("t.csv", csv.toString());
    var ofJson = text("t.json", json + "{\"new\":7}\n");

    assertThat(cli.csv("SELECT v FROM csv.`" + ofCsv + "` WHERE id IN (5, 2500)"))
        .isEqualTo(new Cli.Outcome(0, "v\n5\nA12\n", ""));
    assertThat(cli.csv("SELECT v, new FROM json.`" + ofJson + "` WHERE new = 7 OR id = 2500"))
        .isEqualTo(new Cli.Outcome(0, "v,new\nA12,\n,7\n", ""));
  }

  /// Larger than what is inferred from as a whole.
  @Test
  void whatTheSampleDidNotTellIsCountedAndShown() throws IOException {
    var csv = new StringBuilder("id,v\n");
    var json = new StringBuilder();
    for (int id = 0; id < 300_000; id++) {
      var value = id == 250_000 || id == 250_002 ? "\"A12\"" : "1234567";
      csv.append(id).append(',').append(value).append('\n');
      json.append("{\"id\":").append(id).append(",\"v\":").append(value).append("}\n");
    }
    var ofCsv = text("t.csv", csv.toString());
    var ofJson = text("t.json", json + "{\"new\":7}\n");

    var counted = cli.csv("SELECT count(v) AS n FROM csv.`" + ofCsv + "`");
    assertThat(counted.out()).isEqualTo("n\n299998\n");
    assertThat(counted.err())
        .startsWith("warning: 2 values of column v of table")
        .contains("t.csv, line 250002 (byte ", "'A12'", "mode=FAILFAST");
    assertThat(cli.csv("SELECT count(v) AS n FROM json.`" + ofJson + "`").err())
        .contains("2 values of column v of table", "t.json, line 250001 (byte ")
        .contains("1 record of table", "had a field that no column has", "line 300001", "'new'");
    for (var file : new String[] {ofCsv, ofJson}) {
      var stopped = cli.csv("-t", "t=" + file + ",mode=FAILFAST", "SELECT count(v) FROM t");
      assertThat(stopped.code()).isEqualTo(1);
      assertThat(stopped.err()).contains(", line 25000", "column 'v': 'A12' is no bigint");
    }
  }

  private String text(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toString();
  }
}
