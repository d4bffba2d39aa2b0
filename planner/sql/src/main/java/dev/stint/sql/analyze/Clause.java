package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Where an expression stands, for messages, and what may stand there. `aliases` gives what the
/// SELECT list calls by a name.
record Clause(
    String name,
    Set<Kind> allowed,
    Function<String, Optional<Expression>> aliases,
    Precedence precedence) {

  /// What not every clause may hold.
  enum Kind {
    AGGREGATES,
    WINDOWS
  }

  /// What a name means that is both a column's and an alias.
  enum Precedence {
    COLUMNS,
    ALIASES
  }

  Clause {
    allowed = Set.copyOf(allowed);
  }

  /// One that knows columns alone.
  static Clause plain(String name) {
    return new Clause(name, Set.of(), _ -> Optional.empty(), Precedence.COLUMNS);
  }

  boolean allows(Kind kind) {
    return allowed.contains(kind);
  }
}
