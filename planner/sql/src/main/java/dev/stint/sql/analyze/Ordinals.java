package dev.stint.sql.analyze;

import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.tree.Term;
import java.util.Optional;

/// Whole numbers in GROUP BY and ORDER BY, which are positions in the SELECT list.
final class Ordinals {

  private Ordinals() {}

  /// The position that a term is; empty where it is no whole number, or `setting` is off.
  static Optional<Long> of(AnalysisContext context, String setting, Term term) {
    return context.settings().isOn(setting)
            && term instanceof Term.Constant(_, var value)
            && value.text() != null
            && value.type().isInteger()
        ? Optional.of(Long.valueOf(value.text()))
        : Optional.empty();
  }

  /// The place, from 0, that a position means.
  static int place(AnalysisContext context, Term term, long position, int count, String clause) {
    if (position < 1 || position > count) {
      throw context
          .source()
          .error(
              term,
              "%s %d is not a position in the SELECT list, which has %d columns"
                  .formatted(clause, position, count));
    }
    return Math.toIntExact(position) - 1;
  }
}
