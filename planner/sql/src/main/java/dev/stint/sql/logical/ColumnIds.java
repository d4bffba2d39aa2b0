package dev.stint.sql.logical;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TextLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Hands out the ids of a statement's columns, and knows which of them cannot be read, and how long
/// the strings of some are.
public final class ColumnIds {

  private final Map<Integer, String> refusals = new HashMap<>();
  private final List<Hinted> hints = new ArrayList<>();
  private final Map<Integer, TextLimit> limits = new HashMap<>();
  private int next;

  /// How a user wants rows to be joined.
  public enum JoinHint {
    /// Sent whole to all tasks of the other side.
    BROADCAST,
    /// Exchanged by the keys.
    EXCHANGE
  }

  /// The columns of a table, and how it is to be joined.
  private record Hinted(Set<Integer> ids, JoinHint hint) {}

  /// Notes how the table of these columns is to be joined.
  public void hint(Set<Integer> ids, JoinHint hint) {
    hints.add(new Hinted(Set.copyOf(ids), hint));
  }

  /// How rows of these columns are to be joined, if somebody said it.
  public Optional<JoinHint> hint(Collection<Column> columns) {
    var ids = Expressions.idsOf(columns);
    return hints.stream()
        .filter(hinted -> !ids.isEmpty() && hinted.ids.containsAll(ids))
        .map(Hinted::hint)
        .findFirst();
  }

  public Column column(String name, DataType type, boolean isNullable) {
    return new Column(next++, name, type, isNullable);
  }

  /// Notes how long a column's strings are at most.
  public void limit(Column column, TextLimit limit) {
    limits.put(column.id(), limit);
  }

  /// How long a column's strings are at most, if that was declared.
  public Optional<TextLimit> limit(int columnId) {
    return Optional.ofNullable(limits.get(columnId));
  }

  /// A column's type as users wrote it: `char(5)` where it is a string of such a table.
  public String typeName(Column column) {
    return limit(column.id()).map(TextLimit::toString).orElse(column.type().toString());
  }

  /// A column that a table has by name alone; `reason` is the answer to whoever asks for it. It has
  /// no type, and must stand in no relation.
  public Column unreadable(String name, String reason) {
    var column = column(name, DataType.STRING, true);
    refusals.put(column.id(), reason);
    return column;
  }

  /// Why a column cannot be read; empty when it can.
  public Optional<String> refusal(Column column) {
    return Optional.ofNullable(refusals.get(column.id()));
  }

  /// A column for the value of an expression.
  public Column columnFor(String name, Expression expression, boolean isNullable) {
    return column(name, expression.type(), isNullable);
  }
}
