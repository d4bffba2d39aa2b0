package dev.stint.coordinator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTest {

  @TempDir private Path folder;

  private final StatementLines lines = new StatementLines();

  /// What is offered at the end of `text`, as far as it begins with the word there.
  private List<String> offered(String text) {
    var line = lines.parse(text, text.length(), ParseContext.COMPLETE);
    var candidates = new ArrayList<Candidate>();
    // The reader is not asked for anything.
    new Completion(new Words()).complete(null, line, candidates);
    return candidates.stream()
        .map(Candidate::value)
        .filter(value -> value.startsWith(line.word()))
        .toList();
  }

  @Test
  void keywordsComeInTheCaseOfTheWord() {
    assertThat(offered("SEL")).containsExactly("SELECT");
    assertThat(offered("sel")).containsExactly("select");
  }

  @Test
  void columnsAreThoseOfTablesThatTheStatementNames() {
    assertThat(offered("SELECT fa")).isEmpty();
    assertThat(offered("FROM trips SELECT max(fa")).containsExactly("fare");
    assertThat(offered("FROM trips SELECT trips.fa")).containsExactly("fare");
  }

  @Test
  void functionsAndTablesAreOffered() {
    assertThat(offered("SELECT 1+ma")).containsExactly("max(");
    assertThat(offered("SELECT * FROM tr")).containsExactly("trips");
  }

  @Test
  void pathsWithinBackticksAreFilesOfThisMachine() throws IOException {
    Files.createDirectory(folder.resolve("in put"));
    Files.writeString(folder.resolve("in put/a.b.csv"), "");

    assertThat(offered("SELECT * FROM csv.`" + folder + "/in"))
        .containsExactly("`" + folder + "/in put/");
    assertThat(offered("SELECT * FROM csv.`" + folder + "/in put/a."))
        .containsExactly("`" + folder + "/in put/a.b.csv`");
    assertThat(offered("SELECT * FROM csv.`s3://bucket/a")).isEmpty();
    assertThat(offered("SELECT * FROM csv.`" + folder + "/nowhere/a")).isEmpty();
  }

  @Test
  void enterEndsTheInputOnlyAtASemicolonOrACommand() {
    assertThat(lines.parse("SELECT 1;", 9, ParseContext.ACCEPT_LINE)).isNotNull();
    assertThat(lines.parse("\\tables", 7, ParseContext.ACCEPT_LINE)).isNotNull();
    assertThat(lines.parse("", 0, ParseContext.ACCEPT_LINE)).isNotNull();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> lines.parse("SELECT 1", 8, ParseContext.ACCEPT_LINE))
        .isInstanceOf(EOFError.class);
  }

  private static final class Words implements Vocabulary {

    @Override
    public List<String> keywords() {
      return List.of("SELECT", "FROM");
    }

    @Override
    public List<String> functions() {
      return List.of("max", "min");
    }

    @Override
    public List<String> tables() {
      return List.of("trips", "zones");
    }

    @Override
    public List<String> columns(String table) {
      return table.equals("trips") ? List.of("fare", "tip") : List.of("zone");
    }
  }
}
