package dev.stint.sql.parse;

import dev.stint.plan.type.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
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
  final TreeMap<Place, FilteringJoin> joins = new TreeMap<>();
  final TreeMap<Place, String> operators = new TreeMap<>();

  /// The marks that a node of the tree has taken, each with the place of the node's right side.
  private final Map<Place, Place> takers = new HashMap<>();

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
    return between(joins, join.getLeft(), join.getRight());
  }

  /// The operator that stood between two operands, if it had to be replaced.
  public Optional<String> operatorBetween(SqlNode left, SqlNode right) {
    return between(operators, left, right);
  }

  private <T> Optional<T> between(NavigableMap<Place, T> marks, SqlNode left, SqlNode right) {
    var leftPos = Positions.of(left);
    var to = start(Positions.of(right));
    var found = marks.higherEntry(new Place(leftPos.getEndLineNum(), leftPos.getEndColumnNum()));
    if (found == null || found.getKey().compareTo(to) >= 0) {
      return Optional.empty();
    }
    var taker = takers.putIfAbsent(found.getKey(), to);
    if (taker != null && !taker.equals(to)) {
      throw new IllegalStateException("taken twice: the mark at " + found.getKey());
    }
    return Optional.of(found.getValue());
  }

  /// Checks that everything which was replaced has been understood.
  ///
  /// @throws dev.stint.plan.failure.StintException at the first that was not
  public void requireAllTaken(SourceText source) {
    var all = new TreeMap<Place, String>(operators);
    joins.forEach((place, kind) -> all.put(place, kind + " JOIN"));
    all.keySet().removeAll(takers.keySet());
    if (!all.isEmpty()) {
      var place = all.firstKey();
      throw source.error(
          new SqlParserPos(place.line(), place.column()),
          "'%s' is not understood here; put its operands in parentheses".formatted(all.get(place)));
    }
  }

  private static Place start(SqlParserPos pos) {
    return new Place(pos.getLineNum(), pos.getColumnNum());
  }

  /// The parts of an identifier as the user wrote them.
  public static List<String> names(SqlIdentifier identifier) {
    return identifier.names.stream().map(SparkSyntax::original).toList();
  }
}
