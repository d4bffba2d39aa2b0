package dev.stint.sql.tree;

import java.util.List;

/// What one pipe operator does with the rows before it. Names mean columns of these rows alone,
/// which keep the table that they belong to.
public sealed interface Step {

  /// A SELECT without FROM: the rows come through the pipe.
  record Select(Query.Select select) implements Step {}

  /// Further columns.
  record Extend(List<Term> items) implements Step {
    public Extend {
      items = List.copyOf(items);
    }
  }

  /// Other values for a column.
  record Assign(Term.Name column, Term value) implements Step {}

  record Drop(List<Term.Name> columns) implements Step {
    public Drop {
      columns = List.copyOf(columns);
    }
  }

  record Where(Term condition) implements Step {}

  /// The keys, then the aggregates; both may have names.
  record Aggregate(List<Term> keys, List<Term> aggregates) implements Step {
    public Aggregate {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }
  }

  record Order(Span span, List<SortItem> items) implements Step {
    public Order {
      items = List.copyOf(items);
    }
  }

  record Limit(Term count) implements Step {}

  record Offset(Term count) implements Step {}
}
