package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stays on a terminal's screen when a command is done.
class TerminalTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {50, 80, 200})
  void nothingOfTheProgressLineStays(int columns) throws IOException {
    var trips = Files.writeString(folder.resolve("trips.csv"), "id,city\n1,Oslo\n2,Rome\n");
    var outcome =
        cli(columns)
            .run("sql", "--table", "t=" + trips, "SELECT city, count(*) FROM t GROUP BY city");
    var lines = screen(outcome.err(), columns);

    assertThat(outcome.out()).doesNotContain("\r", "\u001b");
    assertThat(lines.get(0)).isEmpty();
    assertThat(lines.get(1)).startsWith("Run ").contains(" succeeded in ");
    assertThat(lines.get(2)).startsWith("stage  tasks");
    assertThat(String.join(" ", lines)).contains(" GET $");
  }

  @Test
  void listingManyFilesIsShownWhileItLasts() throws IOException {
    Files.createDirectory(folder.resolve("t"));
    for (int i = 0; i < 1000; i++) {
      Files.writeString(folder.resolve("t/" + i + ".csv"), "a\n1\n");
    }

    var shown = cli(300).run("explain", "SELECT a FROM csv.`" + folder.resolve("t") + "`").err();

    assertThat(shown).contains("\rlisting file://" + folder.resolve("t") + ": 1,000 files");
    assertThat(screen(shown, 300)).containsExactly("");
  }

  @Test
  void errorsBeginTheirLine() {
    assertThat(screen(cli(80).run("sql", "SELECT * FROM parquet.`/no/such`").err(), 80))
        .containsExactly("error: there is no file or folder at /no/such");
  }

  @Test
  void theDemoSaysWhatItDoesLineByLine() {
    var lines = screen(cli(120).run("demo", "--rows", "500").err(), 120);

    assertThat(lines.get(0)).startsWith("Generated and uploaded 500 taxi trips");
    assertThat(lines.get(1)).startsWith("Running ");
    assertThat(lines.get(2)).isEqualTo("statement trips (1 of 2)");
    assertThat(lines.get(3)).startsWith("wrote ");
  }

  private Cli cli(int columns) {
    return new Cli(folder.resolve("home"), columns);
  }

  /// The lines on a screen of that width. A line that reaches the border while it is rewritten
  /// would begin another one.
  private static List<String> screen(String text, int columns) {
    var lines = new ArrayList<String>();
    for (var line : text.stripTrailing().split("\n", -1)) {
      assertThat(line).doesNotContain("\r".repeat(2));
      var shown = "";
      for (var part : line.split("\r", -1)) {
        boolean isRewritten = part.endsWith("\u001b[K");
        var visible = part.replace("\u001b[K", "");
        assertThat(isRewritten ? visible.length() : 0).isLessThan(columns);
        shown =
            isRewritten
                ? visible
                : visible + shown.substring(Math.min(visible.length(), shown.length()));
      }
      lines.add(shown);
    }
    return lines;
  }
}
