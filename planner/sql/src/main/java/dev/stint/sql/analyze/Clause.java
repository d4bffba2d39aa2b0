package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Where an expression stands, for messages, and what may stand there. `aliases` gives what the
/// SELECT list calls by a name; `keys` are those of the grouping, where they are known.
record Clause(
    String name,
    Set<Kind> allowed,
    Function<String, Optional<Expression>> aliases,
    Precedence precedence,
    GroupKeys keys) {

  /// What not every clause may hold.
  enum Kind {
    AGGREGATES,
    WINDOWS
  }

  /// What a name means that is both a column's and an alias.
  enum Precedence {
    COLUMNS,
    /// The column where it may stand: if it is a key, and in the arguments of aggregates.
    KEYS,
    ALIASES
  }

  Clause {
    allowed = Set.copyOf(allowed);
  }

  /// One that knows columns alone.
  static Clause plain(String name) {
    return new Clause(name, Set.of(), _ -> Optional.empty(), Precedence.COLUMNS, GroupKeys.none());
  }

  boolean allows(Kind kind) {
    return allowed.contains(kind);
  }
}
