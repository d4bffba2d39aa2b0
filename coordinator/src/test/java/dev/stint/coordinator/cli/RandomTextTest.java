package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// CSV and JSON files of random bytes: each line that is not blank is a row, whatever is in it, and
/// the row has all that the line has, or the line itself. `-Dtext.files=2000` tries so many.
class RandomTextTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES = 150;

  /// Where lines end, and which are passed over as empty, as Spark has it.
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private static final String CSV_BYTES = "a1,,, ;|#.-\"\"\\\t\0\u0001\n\n\r'";
  private static final String JSON_BYTES = "{}{}[]\"\"\"\"a:a:,,,1.-e \\\\unltrfs\n\n\r\t\0";

  @TempDir static Path folder;

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("text.files", 6));
  }

  private static byte[] bytes(Random random, String alphabet) {
    var bytes = new ByteArrayOutputStream();
    for (int left = LINES * 12; left > 0; left--) {
      // One in fifty is any byte, which is mostly no UTF-8.
      bytes.write(
          random.nextInt(50) == 0
              ? random.nextInt(256)
              : alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return bytes.toByteArray();
  }

  private static List<String> lines(byte[] bytes) {
    return LINE_END
        .splitAsStream(new String(bytes, StandardCharsets.UTF_8))
        .filter(line -> !line.trim().isEmpty())
        .toList();
  }

  private static Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static String answer(String sql, Path file, String options) {
    var outcome =
        new Cli(folder.resolve("home"))
            .run("sql", "-q", "--format", "json", "--table", "t=" + file + "," + options, sql);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err()).as("what did not fit is told").matches("(?s)(warning: .*)?");
    return outcome.out();
  }

  private static long count(Path file, String options) {
    return Long.parseLong(
        answer("SELECT count(*) AS n FROM t", file, options).replaceAll("\\D", ""));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyLineOfCsvIsARow(long seed) throws IOException {
    var bytes = bytes(new Random(seed), CSV_BYTES);
    var file = file(seed + ".csv", bytes);

    assertThat(count(file, "header=false,schema=\"a string, b int\""))
        .isEqualTo(lines(bytes).size());
  }

  /// Without quotes and escapes a line is its columns, joined by commas.
  @ParameterizedTest
  @MethodSource("seeds")
  void rowOfCsvHasAllThatItsLineHas(long seed) throws IOException {
    var bytes = bytes(new Random(seed), CSV_BYTES);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '"' || bytes[i] == '\\' ? (byte) 'b' : bytes[i];
    }
    var file = file(seed + "-plain.csv", bytes);

    var rows =
        answer(
            "SELECT coalesce(line, concat_ws(',', coalesce(a, ''), coalesce(b, ''))) AS line FROM"
                + " t",
            file,
            "header=false,columnNameOfCorruptRecord=line,schema=\"a string, b string, line"
                + " string\"");

    assertThat(texts(rows)).containsExactlyInAnyOrderElementsOf(lines(bytes));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyLineOfJsonIsARowOrSeveral(long seed) throws IOException {
    var bytes = bytes(new Random(seed), JSON_BYTES);
    var file = file(seed + ".json", bytes);

    var rows =
        answer(
            "SELECT line FROM t",
            file,
            "format=json,columnNameOfCorruptRecord=line,schema=\"a string, line string\"");

    assertThat(texts(rows)).hasSizeGreaterThanOrEqualTo(lines(bytes).size());
    assertThat(texts(rows).stream().filter(Objects::nonNull)).isSubsetOf(lines(bytes));
  }

  /// What Jackson takes for UTF-16 and UTF-32, of which it refuses some orders of bytes, is UTF-8
  /// all the same: no JSON, and whole in its record.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0a\0",
        "\0a\0\0",
        "\0\0\u00FF\u00FE",
        "\u00FE\u00FF\0{\0}",
        "\u00FF\u00FE{\0}\0",
        "{\0}\0",
        "\0{\0}",
        "\0x",
      })
  void lineThatLooksLikeAnotherEncodingIsNoJson(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    var file =
        file("encoding.json", ("{\"a\":1}\n" + line + "\n").getBytes(StandardCharsets.ISO_8859_1));

    var rows =
        answer(
            "SELECT line FROM t",
            file,
            "format=json,columnNameOfCorruptRecord=line,schema=\"a string, line string\"");

    assertThat(texts(rows)).containsExactly(null, new String(bytes, StandardCharsets.UTF_8));
  }

  private static final List<List<String>> OPTIONS =
      List.of(
          List.of("format=csv", "format=csv", "format=json"),
          List.of("header=false", "header=true"),
          List.of("multiLine=false", "multiLine=true"),
          List.of("mode=PERMISSIVE", "mode=DROPMALFORMED", "mode=FAILFAST"),
          List.of("encoding=UTF-8", "encoding=ISO-8859-1", "encoding=UTF-16LE"),
          List.of("sep=;", "sep=a", "sep=||", "sep=\\t"),
          List.of("quote='", "quote=\"\"", "quote=|"),
          List.of("escape=\\", "escape=\"\"", "escape=#"),
          List.of("comment=#", "comment=1"),
          List.of("unescapedQuoteHandling=STOP_AT_CLOSING_QUOTE", "lineSep=;", "nullValue=a"),
          List.of("ignoreLeadingWhiteSpace=true", "ignoreTrailingWhiteSpace=true"),
          List.of("schema=\"a int, b date, c double\"", "schema=\"a string, b timestamp\""));

  /// Whatever the options, and with or without a schema: rows, or the user's error.
  @ParameterizedTest
  @MethodSource("seeds")
  void noTextIsAnInternalError(long seed) throws IOException {
    var random = new Random(seed);
    for (int round = 0; round < 4; round++) {
      var options = new ArrayList<String>();
      for (var choice : OPTIONS) {
        if (options.isEmpty() || random.nextInt(3) == 0) {
          options.add(choice.get(random.nextInt(choice.size())));
        }
      }
      var file =
          file(seed + "-any.txt", bytes(random, random.nextBoolean() ? CSV_BYTES : JSON_BYTES));
      var table = "t=" + file + "," + String.join(",", options);

      var outcome =
          new Cli(folder.resolve("home")).run("sql", "-q", "--table", table, "SELECT * FROM t");

      assertThat(outcome.code()).as(table + ": " + outcome.err()).isIn(0, 1);
      assertThat(outcome.err()).as(table).matches("(?s)((warning|error): .*)?");
    }
  }

  /// The one column of rows.
  private static List<String> texts(String rows) throws IOException {
    var texts = new ArrayList<String>();
    for (var row : rows.split("\n", -1)) {
      if (!row.isEmpty()) {
        texts.add(JSON.readTree(row).path("line").textValue());
      }
    }
    return texts;
  }
}
