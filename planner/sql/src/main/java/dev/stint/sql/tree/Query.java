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

  record Sort(Span span, Query input, List<SortItem> items) implements Query {
    public Sort {
      items = List.copyOf(items);
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
