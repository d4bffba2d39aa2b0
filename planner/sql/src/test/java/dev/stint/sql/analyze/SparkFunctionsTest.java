package dev.stint.sql.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.sql.context.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every function that Spark lists is here or is refused by what it is about, so that none is
/// forgotten.
class SparkFunctionsTest {

  private static final Path LIST = Path.of("src/test/resources/spark-functions.txt");

  /// The names of the list: operators and words of the grammar first, then functions.
  static List<List<String>> names() throws IOException {
    return Arrays.stream(Files.readString(LIST).split("#.*\n", -1))
        .filter(part -> !part.isBlank())
        .map(part -> List.of(part.strip().split("\\s+", -1)))
        .toList();
  }

  static boolean isHere(String function) {
    return FunctionDocs.names().contains(function);
  }

  @Test
  void everyFunctionOfSparkIsHereOrRefusedByName() throws IOException {
    var unknown =
        names().get(1).stream()
            .filter(name -> !isHere(name) && Unsupported.Kind.of(name).isEmpty())
            .toList();

    assertThat(unknown).isEmpty();
  }

  @Test
  void whatIsRefusedByNameIsSparksAndNotHere() throws IOException {
    var sparks = new TreeSet<>(names().get(1));
    // The grammar's word for a struct, which is no function of the list.
    sparks.add("row");
    for (var kind : Unsupported.Kind.values()) {
      assertThat(sparks).as(kind.name()).containsAll(kind.names());
      assertThat(kind.names()).as(kind.name()).noneMatch(SparkFunctionsTest::isHere);
    }
  }
}
