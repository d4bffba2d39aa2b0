package dev.stint.sql.parse;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;

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

  /// Those that are no names where Spark enforces reserved words.
  public static Set<String> reserved() {
    return all().stream().filter(word -> !isName(word)).collect(Collectors.toSet());
  }

  private static boolean isName(String word) {
    var parser =
        new SqlBaseParser(new CommonTokenStream(new SqlBaseLexer(new UpperCaseText(word))));
    parser.removeErrorListeners();
    parser.SQL_standard_keyword_behavior = true;
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      parser.strictIdentifier();
      return true;
    } catch (ParseCancellationException _) {
      return false;
    }
  }
}
