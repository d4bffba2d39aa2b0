package dev.stint.sql.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.sql.function.FunctionDoc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/functions.md` against the definitions of the functions; `-Dgolden=update` makes its tables
/// anew.
class FunctionDocsTest {

  private static final Path DOCS = Path.of("../../docs/functions.md");
  private static final String BEGIN = "<!-- made from the definitions -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void theDocsShowWhatTheDefinitionsSay() throws IOException {
    String docs = Files.readString(DOCS);
    int begin = docs.indexOf(BEGIN) + BEGIN.length();
    int end = docs.indexOf(END);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(DOCS, docs.substring(0, begin) + tables() + docs.substring(end));
      return;
    }

    assertThat(docs.substring(begin, end)).isEqualTo(tables());
  }

  @Test
  void everyFunctionSaysHowItIsCalledAndHasAnExample() {
    var silent =
        FunctionDocs.sections().values().stream()
            .flatMap(List::stream)
            .filter(doc -> doc.usage().isEmpty() || doc.example().isEmpty())
            .map(FunctionDoc::names)
            .toList();

    assertThat(silent).isEmpty();
  }

  private static String tables() {
    return FunctionDocs.sections().entrySet().stream()
        .map(section -> table(section.getKey(), section.getValue()))
        .collect(Collectors.joining());
  }

  private static String table(String title, List<FunctionDoc> docs) {
    return "\n## %s\n\n| SQL | Notes | Example | gives |\n| --- | --- | --- | --- |\n"
            .formatted(title)
        + docs.stream().map(FunctionDocsTest::row).collect(Collectors.joining())
        + "\n";
  }

  private static String row(FunctionDoc doc) {
    return "| `%s` | %s | `%s` | `%s` |\n"
        .formatted(cell(doc.usage()), cell(doc.notes()), cell(doc.example()), cell(doc.result()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
