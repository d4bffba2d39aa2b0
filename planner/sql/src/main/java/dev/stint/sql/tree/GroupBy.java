package dev.stint.sql.tree;

import java.util.List;

/// What rows are grouped by: the product of its items, each of which has one or several sets of
/// keys.
public record GroupBy(Span span, List<Item> items) implements Tree {

  /// One or several sets of keys.
  public sealed interface Item {}

  /// A key; a number is a position in the SELECT list.
  public record Key(Term term) implements Item {}

  /// Keys in parentheses, or none: one set of them.
  public record Keys(Span span, List<Term> terms) implements Item {
    public Keys {
      terms = List.copyOf(terms);
    }
  }

  /// All beginnings of the list.
  public record Rollup(Span span, List<Keys> parts) implements Item {
    public Rollup {
      parts = List.copyOf(parts);
    }
  }

  /// All parts of the list.
  public record Cube(Span span, List<Keys> parts) implements Item {
    public Cube {
      parts = List.copyOf(parts);
    }
  }

  /// Each set for itself. `keys` are those that were named before the sets, if any were.
  public record Sets(Span span, List<Term> keys, List<Item> sets) implements Item {
    public Sets {
      keys = List.copyOf(keys);
      sets = List.copyOf(sets);
    }
  }

  public GroupBy {
    items = List.copyOf(items);
  }
}
