package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the command line makes of files that are not as they should be.
class WrongInputTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void writeFiles() throws IOException {
    cli = new Cli(folder.resolve("home"));
    file("marked.csv", "\ufeffid,v\n1,a\n");
    file("cr.csv", "id,v\r1,a\r2,b\r");
    file("crlf.csv", "id,v\r\n1,a\r\n");
    file("open.csv", "id,v\n1,\"a\n2,b\n");
    file("counts.csv", "id,v\n1,a,x\n2\n");
    file("wide.csv", "id,v\n1," + "x".repeat(3 << 20) + "\n");
    file("latin.csv", "id,v\n1,\u00e4\n", StandardCharsets.ISO_8859_1);
    file("utf16.csv", "id,v\n1,a\n", StandardCharsets.UTF_16);
    file("utf16.json", "{\"id\":1}\n", StandardCharsets.UTF_16);
    file("array.json", "[{\"id\":1},\n{\"id\":2}]\n");
    file("bad.json", "{\"id\":1}\n{\"id\":\n");
    file("empty/a.csv", "");
    file("hidden/_a.csv", "id\n1\n");
    file("hidden/.b.csv", "id\n1\n");
    file("apart/x=1/a.csv", "id\n1\n");
    file("apart/y=2/a.csv", "id\n1\n");
    file("short.parquet", "PAR1");
    file("none.parquet", "id,v\n1,a\nand more of it\n");
    Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(gzip("id,v\n1,a\n"), 20));
    Files.write(folder.resolve("cut.json.gz"), Arrays.copyOf(gzip("{\"id\":1}\n"), 20));
    file("plain.csv.gz", "id,v\n1,a\n");
    file("plain.json.gz", "{\"id\":1}\n");
    file("short.gz/a.csv.gz", "\u001f");
    damaged("flipped.csv.gz", gzip("id,v\n" + "1,a\n".repeat(1000)), 15);
    damaged("checked.csv.gz", gzip("id,v\n1,a\n"), -8);
    damaged("checked.json.gz", gzip("{\"id\":1}\n"), -8);
    Files.write(folder.resolve("nothing.csv.gz"), gzip(""));
    file("empty/a.json", "");
    file("empty/a.parquet", "");
    file("hidden/_a.parquet", "PAR1");
    file("hidden/.b.json", "{}");
    file("blank.csv", "\n\n");
    file("twice/x=1/x=2/a.csv", "id\n1\n");
    file("typed/x=abc/a.csv", "id\n1\n");
    file("unmarked.csv", "id,v\n1,a\n", StandardCharsets.UTF_16LE);
    file("unmarked.json", "{\"id\":1}\n", StandardCharsets.UTF_16BE);
    Files.write(folder.resolve("utf32.csv"), "\ufeffid\n1\n".getBytes(StandardCharsets.UTF_32LE));
    Files.write(folder.resolve("unnamed.csv"), gzip("id,v\n1,a\n"));
    Files.write(folder.resolve("twice.csv.gz"), gzip(gzip("id,v\n1,a\n")));
    file("columns.csv", "PAR1\u0015\u0004");
    file("table.csv", "PK\u0003\u0004");
    file("encrypted.parquet", "PARE" + "-".repeat(20) + "\u0014\0\0\0PARE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          csv.`utf16.csv`       | utf16.csv: the text is UTF-16; give the option encoding=UTF-16
          json.`utf16.json`     | utf16.json: the text is UTF-16; give the option encoding=UTF-16
          json.`array.json`     | array.json is an object. Where objects stand over several lines, say multiLine=true
          csv.`unmarked.csv`    | unmarked.csv: the text is UTF-16; give the option encoding=UTF-16LE
          json.`unmarked.json`  | unmarked.json: the text is UTF-16; give the option encoding=UTF-16BE
          csv.`utf32.csv`       | utf32.csv: the text is UTF-32; give the option encoding=UTF-32
          csv.`unnamed.csv`     | unnamed.csv: the content is compressed with gzip; give the file a name that ends in .gz
          csv.`twice.csv.gz`    | twice.csv.gz: the content is compressed with gzip
          csv.`columns.csv`     | columns.csv: this is a Parquet file; read it as parquet
          csv.`table.csv`       | table.csv: this is a ZIP archive, as those of Excel are, and no text
          csv.`empty`           | no records to infer a schema from, as no file has a byte; give it a schema
          csv.`hidden`          | no records to infer a schema from, as no file has a byte; give it a schema
          csv.`apart`           | partition folders contradict each other
          csv.`no*.csv`         | there is no file or folder at
          csv.`cut.csv.gz`      | cut.csv.gz: the data is corrupt or truncated (the file ends too early)
          csv.`plain.csv.gz`    | plain.csv.gz: the data is corrupt or truncated (it is not intact gzip)
          json.`cut.json.gz`    | cut.json.gz: the data is corrupt or truncated (the file ends too early)
          json.`plain.json.gz`  | plain.json.gz: the data is corrupt or truncated (it is not intact gzip)
          csv.`short.gz`        | short.gz/a.csv.gz: the data is corrupt or truncated (the file ends too early)
          csv.`flipped.csv.gz`  | flipped.csv.gz: the data is corrupt or truncated
          csv.`checked.csv.gz`  | checked.csv.gz: the data is corrupt or truncated (it is not intact gzip)
          json.`checked.json.gz` | checked.json.gz: the data is corrupt or truncated (it is not intact gzip)
          csv.`nothing.csv.gz`  | no records to infer a schema from; give it a schema
          csv.`blank.csv`       | no records to infer a schema from; give it a schema
          json.`empty`          | no records to infer a schema from
          json.`hidden`         | no records to infer a schema from
          json.`no*.json`       | there is no file or folder at
          parquet.`empty`       | has no Parquet files to take a schema from; give it a schema
          parquet.`hidden`      | has no Parquet files to take a schema from; give it a schema
          parquet.`no.parquet`  | there is no file or folder at
          parquet.`marked.csv`  | marked.csv (12 bytes) is not a readable Parquet file
          csv.`twice`           | gives the partition column 'x' twice
          parquet.`short.parquet` | short.parquet (4 bytes) is not a readable Parquet file
          parquet.`encrypted.parquet` | encrypted.parquet is encrypted, and encrypted Parquet is not read
          parquet.`none.parquet`  | none.parquet (24 bytes) is not a readable Parquet file
          """)
  void isRefusedByName(String table, String message) {
    var outcome = select("count(*)", table);

    assertThat(outcome.err()).startsWith("error: ").contains(message).doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          csv.`marked.csv` | id, v                        | id,v;1,a
          csv.`cr.csv`     | id, v                        | id,v;1,a;2,b
          csv.`crlf.csv`   | id, v                        | id,v;1,a
          csv.`open.csv`   | id, v                        | id,v;1,a;2,b
          csv.`counts.csv` | id, v                        | id,v;1,a;2,
          csv.`wide.csv`   | id, length(v) AS n           | id,n;1,3145728
          csv.`latin.csv`  | id, v IS NULL AS n           | id,n;1,false
          json.`bad.json`  | id                           | id;1;
          """)
  void isReadAsSparkDoes(String table, String columns, String rows) {
    var outcome = select(columns, table);

    assertThat(outcome.err()).doesNotContain("error");
    assertThat(outcome.code()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out().strip().replace("\n", ";"))
        .isEqualTo(rows.endsWith(";") ? rows.substring(0, rows.length() - 1) : rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t={}/counts.csv,mode=FAILFAST                         | counts.csv, line 2 (byte 5)
          t={}/counts.csv,mode=SLOPPY                           | SLOPPY
          t={}/counts.csv,sepp=;                                | csv has no option 'sepp'
          t={}/counts.csv,format=orc                            | orc
          t={}/counts.csv,schema=id itn                         | itn
          t={}/bad.json,mode=FAILFAST                           | bad.json, line 2 (byte 9)
          t={}/typed,format=csv,schema="id int, x int"          | x=abc/a.csv: the folder x=abc is no int
          t={}/empty/a.json,format=parquet                      | give it a schema
          t={}/apart                                            | partition folders contradict each other
          t={}/q                                                | there is no file or folder at
          """)
  void optionsAreChecked(String table, String message) {
    var outcome =
        cli.run("sql", "-q", "--table", table.replace("{}", folder.toString()), "SELECT * FROM t");

    assertThat(outcome.err()).startsWith("error: ").contains(message).doesNotContain("\tat ");
    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
  }

  @Test
  void aSchemaGivenForParquetMustFitItsFiles() {
    var output = folder.resolve("numbers");
    assertThat(cli.run("sql", "-q", "SELECT 1L AS id", "--output", output.toString()).code())
        .isEqualTo(ExitCode.OK);

    var outcome =
        cli.run("sql", "-q", "-t", "t=" + output + ",schema=\"id string\"", "SELECT * FROM t");

    assertThat(outcome.err())
        .startsWith("error: line 1, column 8: column id is bigint in file://" + output)
        .contains(", but string in the table");
    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
  }

  @Test
  void nothingIsWrittenIntoAFolderWithoutAName() {
    assertThat(cli.run("sql", "-q", "SELECT 1 AS a", "--output", "s3://lake/a//b").err())
        .startsWith("error: s3://lake/a//b has a folder without a name: write one slash");
  }

  @Test
  void aTableIsGivenOnce() {
    assertThat(cli.run("sql", "-q", "-t", "t=a.csv", "-t", "T=b.csv", "SELECT * FROM t").err())
        .isEqualTo("error: table 'T' is given twice\n");
  }

  private Cli.Outcome select(String columns, String table) {
    var place = table.replaceFirst("`", "`" + folder + "/");
    return cli.csv("SELECT " + columns + " FROM " + place);
  }

  private void file(String name, String text) throws IOException {
    file(name, text, StandardCharsets.UTF_8);
  }

  private void file(String name, String text, Charset charset) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(charset));
  }

  /// `at` counts from the end when it is negative.
  private void damaged(String name, byte[] bytes, int at) throws IOException {
    bytes[at < 0 ? bytes.length + at : at] ^= 0x55;
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
