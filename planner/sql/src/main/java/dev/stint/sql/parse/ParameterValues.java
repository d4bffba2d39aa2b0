package dev.stint.sql.parse;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.type.DataType;
import dev.stint.sql.request.Parameters;
import java.util.List;
import java.util.TreeSet;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;

/// Where the values of a statement's parameters come from.
sealed interface ParameterValues {

  /// The values that come with it.
  record Given(Parameters parameters) implements ParameterValues {}

  /// None: the statement is only looked at.
  record Unknown() implements ParameterValues {}

  /// The values for a statement of these tokens.
  default Markers in(List<Token> tokens) {
    return new Markers(
        this,
        tokens.stream()
            .filter(token -> token.getType() == SqlBaseLexer.QUESTION)
            .map(Token::getStartIndex)
            .toList());
  }

  /// The parameters of one statement; `questions` are the places of its `?` in the text.
  record Markers(ParameterValues values, List<Integer> questions) {

    Literal named(TreeBuilder trees, ParserRuleContext marker, String name) {
      return switch (values) {
        case Unknown _ -> Literal.nullOf(DataType.VOID);
        case Given(var parameters) ->
            parameters
                .named(name)
                .orElseThrow(() -> trees.error(marker, unknown(name, parameters)));
      };
    }

    private static String unknown(String name, Parameters parameters) {
      var known = new TreeSet<>(parameters.named().keySet());
      return "no value is given for the parameter '%s'%s"
          .formatted(
              name,
              known.isEmpty()
                  ? "; none is given at all"
                  : NearestName.suggestion(name, known).isEmpty()
                      ? "; given are " + String.join(", ", known)
                      : NearestName.suggestion(name, known));
    }

    Literal positional(TreeBuilder trees, ParserRuleContext marker) {
      int place = questions.indexOf(marker.getStart().getStartIndex());
      return switch (values) {
        case Unknown _ -> Literal.nullOf(DataType.VOID);
        case Given(var parameters) -> {
          if (place >= parameters.positional().size()) {
            throw trees.error(
                marker,
                "parameter %d has no value; %d are given"
                    .formatted(place + 1, parameters.positional().size()));
          }
          yield parameters.positional().get(place);
        }
      };
    }
  }
}
