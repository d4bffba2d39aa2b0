package dev.stint.sql.parse;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;

/// The words that mean something to the grammar, for completion.
public final class Keywords {

  private Keywords() {}

  /// All of them in upper case, in the order of the alphabet.
  public static List<String> all() {
    var vocabulary = SqlBaseLexer.VOCABULARY;
    return IntStream.rangeClosed(1, vocabulary.getMaxTokenType())
        .mapToObj(vocabulary::getLiteralName)
        .filter(Objects::nonNull)
        .map(name -> name.substring(1, name.length() - 1))
        .filter(name -> name.matches("[A-Z_]+"))
        .sorted()
        .toList();
  }
}
