package dev.stint.sql.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.sql.context.Unsupported;
import dev.stint.sql.function.FunctionDoc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  private static String tables() throws IOException {
    return FunctionDocs.sections().entrySet().stream()
            .map(section -> table(section.getKey(), section.getValue()))
            .collect(Collectors.joining())
        + sums();
  }

  /// How many of Spark's functions are here, and what those are about that are not.
  private static String sums() throws IOException {
    var words = SparkFunctionsTest.names().get(0);
    var functions = SparkFunctionsTest.names().get(1);
    long here = functions.stream().filter(SparkFunctionsTest::isHere).count();
    String refused =
        Arrays.stream(Unsupported.Kind.values())
            .map(
                kind ->
                    "| %s | %d | `%s` |\n"
                        .formatted(
                            kind.reason(),
                            kind.names().stream().filter(functions::contains).count(),
                            String.join(" ", kind.names())))
            .collect(Collectors.joining());
    return """

    ## What Spark has

    `SHOW FUNCTIONS` of Spark 4.2.0 lists %d names. %d are operators or words of the grammar, and %d functions; all of
    these are here. The other %d are refused by what they are about; a test holds the list against Spark's.

    | A function that | | |
    | --- | --- | --- |
    %s
    """
        .formatted(
            words.size() + functions.size(), words.size(), here, functions.size() - here, refused);
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
