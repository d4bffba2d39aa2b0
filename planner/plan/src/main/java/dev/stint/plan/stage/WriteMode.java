package dev.stint.plan.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What to do when the output is already there; Spark's names.
public enum WriteMode {
  APPEND,
  OVERWRITE,
  ERRORIFEXISTS,
  IGNORE;

  /// @throws IllegalArgumentException naming the text when it is no mode
  @JsonCreator
  public static WriteMode parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "append" -> APPEND;
      case "overwrite" -> OVERWRITE;
      case "errorifexists", "error", "default" -> ERRORIFEXISTS;
      case "ignore" -> IGNORE;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is not a write mode; use append, overwrite, errorifexists or ignore");
    };
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
