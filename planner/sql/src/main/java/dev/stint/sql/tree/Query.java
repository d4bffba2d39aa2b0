package dev.stint.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What gives rows, before its names and types are resolved.
public sealed interface Query extends Tree {

  /// One SELECT; `items` are terms, stars and aliases.
  record Select(
      Span span,
      List<Hint> hints,
      Quantifier quantifier,
      List<Term> items,
      @Nullable Query from,
      @Nullable Term where,
      @Nullable GroupBy groupBy,
      @Nullable Term having,
      @Nullable Term qualify)
      implements Query {
    public Select {
      hints = List.copyOf(hints);
      items = List.copyOf(items);
    }
  }

  /// Advice on how to run a query.
  record Hint(Span span, String name, List<Term> arguments) {
    public Hint {
      arguments = List.copyOf(arguments);
    }
  }

  /// Two or more inputs, from left to right.
  record SetOperation(Span span, SetKind kind, Quantifier quantifier, List<Query> inputs)
      implements Query {
    public SetOperation {
      inputs = List.copyOf(inputs);
    }
  }

  enum SetKind {
    UNION,
    INTERSECT,
    EXCEPT
  }

  /// A query that may use names for others; each of these may use those before it.
  record With(Span span, List<CommonTable> tables, Query body) implements Query {
    public With {
      tables = List.copyOf(tables);
    }
  }

  /// In the order of `items`, after the first `distributed` of them: rows that are equal in these
  /// are made by one task, and the order is among those.
  record Sort(Span span, Query input, List<SortItem> items, int distributed) implements Query {
    public Sort {
      items = List.copyOf(items);
    }

    public Sort(Span span, Query input, List<SortItem> items) {
      this(span, input, items, 0);
    }
  }

  record Limit(Span span, Query input, Term count) implements Query {}

  record Offset(Span span, Query input, Term count) implements Query {}

  /// Rows that are written out: each a [Term.Row], or the one value of a row.
  record Values(Span span, List<Term> rows) implements Query {
    public Values {
      rows = List.copyOf(rows);
    }
  }

  /// A table by its name, whose parts may be a format and a path.
  record Table(Span span, List<String> name) implements Query {
    public Table {
      name = List.copyOf(name);
    }
  }

  /// A query under a name, by which terms may refer to its columns, and with names for these unless
  /// `columns` is empty.
  record Aliased(Span span, Query input, String name, List<String> columns) implements Query {
    public Aliased {
      columns = List.copyOf(columns);
    }
  }

  /// A function that gives rows, by its name.
  record TableFunction(Span span, String name, List<Term> arguments) implements Query {
    public TableFunction {
      arguments = List.copyOf(arguments);
    }
  }

  /// Some rows of `input`, each taken with the probability `share`; the same ones for the same
  /// `seed`, which is `null` where nobody said one.
  record Sample(Span span, Query input, double share, @Nullable Long seed) implements Query {}

  /// The right side of a join, if it may use the columns of the left one.
  record Lateral(Span span, Query input) implements Query {}

  /// Rows through a pipe operator.
  record Pipe(Span span, Query input, Step step) implements Query {}

  /// Values of `columns` as columns of their own: for each of `values` one for each aggregate, over
  /// the rows that have that value. Aggregates and values may have names; a value of several
  /// columns is a [Term.Row].
  record Pivot(
      Span span, Query input, List<Term> aggregates, List<Term.Name> columns, List<Term> values)
      implements Query {
    public Pivot {
      aggregates = List.copyOf(aggregates);
      columns = List.copyOf(columns);
      values = List.copyOf(values);
    }
  }

  /// Each row once for each of `sets`, with the set's name in the column `name` and its columns'
  /// values in `values`.
  record Unpivot(
      Span span,
      Query input,
      UnpivotNulls nulls,
      List<String> values,
      String name,
      List<ColumnSet> sets)
      implements Query {
    public Unpivot {
      values = List.copyOf(values);
      sets = List.copyOf(sets);
    }
  }

  /// Columns that one row of an [Unpivot] takes its values from.
  record ColumnSet(Span span, List<Term.Name> columns, @Nullable String name) {
    public ColumnSet {
      columns = List.copyOf(columns);
    }
  }

  /// What becomes of rows of an [Unpivot] whose values are all NULL.
  enum UnpivotNulls {
    INCLUDE,
    EXCLUDE
  }

  record Join(Span span, Query left, Query right, JoinType type, Match match) implements Query {}

  enum JoinType {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    SEMI,
    ANTI
  }

  /// Which pairs of rows a join keeps.
  sealed interface Match {

    record All() implements Match {}

    record On(Term condition) implements Match {}

    record Using(List<Term.Name> columns) implements Match {
      public Using {
        columns = List.copyOf(columns);
      }
    }

    /// Those that are equal in all columns of one name.
    record Natural() implements Match {}
  }
}
