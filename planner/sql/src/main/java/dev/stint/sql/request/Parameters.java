package dev.stint.sql.request;

import dev.stint.plan.expression.Literal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Values that come with a statement: of `:name` by their names, whose case means nothing, and of
/// `?` in their order. They are values, never text of the statement.
public record Parameters(Map<String, Literal> named, List<Literal> positional) {

  public static final Parameters NONE = new Parameters(Map.of(), List.of());

  public Parameters {
    var lower = new TreeMap<String, Literal>();
    named.forEach(
        (name, value) -> {
          if (lower.put(name.toLowerCase(Locale.ROOT), value) != null) {
            throw new IllegalArgumentException("two parameters are called '" + name + "'");
          }
        });
    named = Map.copyOf(lower);
    positional = List.copyOf(positional);
  }

  public Optional<Literal> named(String name) {
    return Optional.ofNullable(named.get(name.toLowerCase(Locale.ROOT)));
  }
}
