package dev.stint.sql.parse;

import dev.stint.plan.type.DataType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;

/// What [SparkSyntax] took out of the text before parsing, by the place where it stood.
public final class Marks {

  /// A join that Spark has and the parser has not.
  public enum FilteringJoin {
    SEMI,
    ANTI
  }

  record Place(int line, int column) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return line != other.line
          ? Integer.compare(line, other.line)
          : Integer.compare(column, other.column);
    }
  }

  final Map<Place, String> strings = new HashMap<>();
  final Map<Place, DataType> numberTypes = new HashMap<>();
  final Map<Place, FilteringJoin> joins = new HashMap<>();
  final java.util.TreeMap<Place, String> operators = new java.util.TreeMap<>();

  Marks() {}

  /// The value of a string literal, with Spark's escapes resolved.
  public String string(SqlLiteral literal) {
    var marked = strings.get(start(literal.getParserPosition()));
    return marked != null ? marked : literal.getValueAs(String.class);
  }

  /// The type that a suffix such as `L` gives to a number.
  public Optional<DataType> numberType(SqlLiteral literal) {
    return Optional.ofNullable(numberTypes.get(start(literal.getParserPosition())));
  }

  public Optional<FilteringJoin> filteringJoin(SqlJoin join) {
    return Optional.ofNullable(joins.get(start(join.getJoinTypeNode().getParserPosition())));
  }

  /// The operator that stood between two operands, if it had to be replaced.
  public Optional<String> operatorBetween(SqlParserPos left, SqlParserPos right) {
    var from = new Place(left.getEndLineNum(), left.getEndColumnNum());
    var found = operators.higherEntry(from);
    boolean isBetween = found != null && found.getKey().compareTo(start(right)) < 0;
    return isBetween ? Optional.of(found.getValue()) : Optional.empty();
  }

  private static Place start(SqlParserPos pos) {
    return new Place(pos.getLineNum(), pos.getColumnNum());
  }

  /// The parts of an identifier as the user wrote them.
  public static java.util.List<String> names(SqlIdentifier identifier) {
    return identifier.names.stream().map(SparkSyntax::original).toList();
  }
}
