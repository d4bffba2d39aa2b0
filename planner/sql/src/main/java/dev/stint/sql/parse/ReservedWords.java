package dev.stint.sql.parse;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words that the parser reserves and Spark does not.
final class ReservedWords {

  /// Names of columns, or of functions called like any other, that also have a role of their own:
  /// where which is meant depends on what stands beside them.
  static final Set<String> WITH_ROLE =
      Set.of(
          "date",
          "time",
          "timestamp",
          "datediff",
          "date_diff",
          "dateadd",
          "date_part",
          "datepart",
          "date_trunc",
          "timestampadd",
          "timestampdiff",
          "position",
          "first",
          "any",
          "array",
          "map");

  /// Words without a role where an operand is expected, other than before a parenthesis.
  static final Set<String> ROLELESS =
      Set.of(
          "asof",
          "call",
          "current",
          "cursor",
          "datetime",
          "default",
          "define",
          "describe",
          "explain",
          "friday",
          "grant",
          "measure",
          "merge",
          "monday",
          "new",
          "next",
          "offset",
          "ordinal",
          "over",
          "partition",
          "pattern",
          "range",
          "row",
          "rows",
          "saturday",
          "set",
          "skip",
          "snapshot",
          "stream",
          "sunday",
          "thursday",
          "tuesday",
          "unique",
          "unknown",
          "update",
          "uuid",
          "variant",
          "volatile",
          "wednesday",
          "window");

  static final Set<String> ALL =
      Stream.concat(WITH_ROLE.stream(), ROLELESS.stream()).collect(Collectors.toUnmodifiableSet());

  /// Words after which an operand or a name follows.
  static final Set<String> BEFORE_OPERAND =
      Set.of(
          "and",
          "as",
          "between",
          "by",
          "case",
          "distinct",
          "else",
          "having",
          "in",
          "like",
          "not",
          "on",
          "or",
          "select",
          "then",
          "when",
          "where");

  private ReservedWords() {}
}
