package dev.stint.sql.parse;

import dev.stint.plan.type.DataType;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Term;
import java.util.Optional;

/// What must be known to read a statement: whoever resolves names and types tells.
@FunctionalInterface
public interface Meanings {

  /// Nothing but what is written.
  Meanings WRITTEN = (_, _) -> Optional.empty();

  /// The text that a term of `source` is, as in `IDENTIFIER(…)`; empty where it is NULL, or no
  /// constant.
  Optional<String> text(Term term, SourceText source);

  /// What `TIMESTAMP` means.
  default DataType timestampType() {
    return DataType.TIMESTAMP;
  }

  /// Whether a setting of two values is on.
  default boolean isOn(String setting) {
    return Settings.NONE.isOn(setting);
  }

  /// The whole name of a function that is called by `name`.
  default String function(String name) {
    return name;
  }
}
