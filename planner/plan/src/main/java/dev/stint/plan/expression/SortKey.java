package dev.stint.plan.expression;

/// A column to order by. Spark's default is ascending with NULLs first, descending with NULLs last.
public record SortKey(int column, Direction direction, Nulls nulls) {

  public enum Direction {
    ASCENDING,
    DESCENDING
  }

  public enum Nulls {
    FIRST,
    LAST
  }

  public static SortKey ascending(int column) {
    return new SortKey(column, Direction.ASCENDING, Nulls.FIRST);
  }

  public static SortKey descending(int column) {
    return new SortKey(column, Direction.DESCENDING, Nulls.LAST);
  }

  @Override
  public String toString() {
    return "#%d %s NULLS %s"
        .formatted(column, direction == Direction.ASCENDING ? "ASC" : "DESC", nulls);
  }
}
