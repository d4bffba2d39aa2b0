package dev.stint.coordinator.shell;

import dev.stint.coordinator.shell.ShellCommandLine.Command;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Offers what a word may become: commands of the shell, tables, the columns of tables that the
/// statement names, functions, keywords, and files within backticks.
final class Completion implements Completer {

  private final Vocabulary vocabulary;

  Completion(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    var word = line.word().substring(0, line.wordCursor());
    int tick = word.indexOf('`');
    if (tick >= 0) {
      PathCompletion.of(word.substring(0, tick + 1), word.substring(tick + 1))
          .forEach(candidates::add);
    } else if (word.startsWith("\\")) {
      commands().forEach(candidates::add);
    } else {
      words(line.line(), word).forEach(candidates::add);
    }
  }

  private static Stream<Candidate> commands() {
    return Arrays.stream(Command.values())
        .map(command -> candidate(command.word(), "commands", command.meaning(), true));
  }

  private Stream<Candidate> words(String statement, String word) {
    boolean isLower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
    var named = statement.toLowerCase(Locale.ROOT);
    var tables = vocabulary.tables();
    var columns =
        tables.stream()
            .filter(table -> named.contains(table.toLowerCase(Locale.ROOT)))
            .flatMap(table -> vocabulary.columns(table).stream())
            .distinct();
    return Stream.of(
            tables.stream().map(table -> candidate(table, "tables", null, true)),
            columns.map(column -> candidate(column, "columns", null, true)),
            vocabulary.functions().stream()
                .map(function -> candidate(function + "(", "functions", null, false)),
            vocabulary.keywords().stream()
                .map(keyword -> isLower ? keyword.toLowerCase(Locale.ROOT) : keyword)
                .map(keyword -> candidate(keyword, "keywords", null, true)))
        .flatMap(stream -> stream);
  }

  private static Candidate candidate(
      String value,
      String group,
      @org.jspecify.annotations.Nullable String description,
      boolean isWhole) {
    return new Candidate(value, value, group, description, null, null, isWhole);
  }
}
