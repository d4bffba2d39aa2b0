package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that S3 and file systems allow, of folders and files, in both stores: written, and read by
/// folder, by glob and by name.
class OddNamesTest {

  private static final Cli.Outcome ROW = new Cli.Outcome(0, "a\n1\n", "");

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  static Stream<String> names() {
    return Stream.of(
        "a b",
        " a ",
        "a+b",
        "a%20b",
        "100%",
        "%2F",
        "10:00:00",
        "ü",
        "u\u0308",
        "日本😀",
        "a&b=c",
        "#1",
        "it's",
        "a\"b",
        "~",
        "a,b;c",
        "a|b",
        "<x>",
        "a@b!$^()",
        "(1)",
        "a..b",
        "a.",
        "x".repeat(200) + "/" + "é".repeat(110) + "/" + "y".repeat(250) + "/" + "z".repeat(200));
  }

  @ParameterizedTest
  @MethodSource("names")
  void outputsAreReadByFolderGlobAndName(String name) throws IOException {
    for (var base : List.of("s3://lake", "file://" + folder)) {
      var path = base + "/t/" + name;
      assertThat(cli.run("sql", "-q", "SELECT 1 AS a", "--output", path)).as(path).isEqualTo(EMPTY);

      assertReads(path);
      assertReads(path + "/");
      assertReads(path + "/*.parquet");
      assertReads(base + "/t/*" + "/*".repeat((int) name.chars().filter(c -> c == '/').count()));
      assertReads(path + "/" + part(base, name));
    }
  }

  private static final Cli.Outcome EMPTY = new Cli.Outcome(0, "", "");

  private void assertReads(String path) {
    assertThat(cli.csv("SELECT a FROM parquet.`" + path + "`")).as(path).isEqualTo(ROW);
    var table = "t=\"" + path.replace("\"", "\"\"") + "\",format=parquet";
    assertThat(cli.csv("--table", table, "SELECT a FROM t")).as(path).isEqualTo(ROW);
  }

  /// The name of the one file that was written.
  private String part(String base, String name) throws IOException {
    var root = base.startsWith("s3:") ? folder.resolve("home/s3/lake") : folder;
    try (var files = Files.list(root.resolve("t/" + name))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".parquet"))
          .findFirst()
          .orElseThrow();
    }
  }

  /// Nobody but the file system knows of them.
  @ParameterizedTest
  @MethodSource("names")
  void filesCopiedIntoTheEmbeddedStoreAreRead(String name) throws IOException {
    cli.run("sql", "-q", "SELECT 1 AS a", "--output", "s3://lake/other");
    var file = folder.resolve("home/s3/lake/in/" + name + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a\n1\n");

    for (var path : List.of("s3://lake/in", "s3://lake/in/", "s3://lake/in/" + name + ".csv")) {
      assertThat(cli.csv("SELECT a FROM csv.`" + path + "`")).as(path).isEqualTo(ROW);
    }
  }

  /// With a backslash before what is a wildcard elsewhere, or without, where such a file is there.
  @ParameterizedTest
  @ValueSource(strings = {"a*b", "a?b", "[a]", "{a,b}", "a\\b"})
  void wildcardsMayBePartsOfNames(String name) throws IOException {
    for (var base : List.of("s3://lake", "file://" + folder)) {
      cli.run("sql", "-q", "SELECT 1 AS a", "--output", base + "/other");
      var root = base.startsWith("s3:") ? folder.resolve("home/s3/lake") : folder;
      var file = root.resolve("in/" + name + ".csv");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a\n1\n");
      var escaped = name.replaceAll("([\\\\*?\\[{])", "\\\\$1");

      for (var path : List.of(base + "/in", base + "/in/*", base + "/in/" + escaped + ".csv")) {
        assertThat(cli.csv("SELECT a FROM csv.`" + path + "`")).as(path).isEqualTo(ROW);
      }
    }
  }
}
