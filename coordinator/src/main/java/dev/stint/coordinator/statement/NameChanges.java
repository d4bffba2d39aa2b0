package dev.stint.coordinator.statement;

import dev.stint.sql.analyze.ReadNames;
import dev.stint.sql.request.Namespace;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The names that mean something else after a statement than before it.
final class NameChanges {

  private final Set<String> changed = new HashSet<>();

  private NameChanges() {}

  /// As [ReadNames] names what a statement depends on.
  static Set<String> of(Namespace before, Namespace after) {
    var changes = new NameChanges();
    changes.add(before.views(), after.views(), view -> view.name().toLowerCase(Locale.ROOT));
    changes.add(before.functions(), after.functions(), one -> ReadNames.function(one.name()));
    changes.add(before.variables(), after.variables(), one -> ReadNames.variable(one.name()));
    return Set.copyOf(changes.changed);
  }

  private <T> void add(List<T> before, List<T> after, Function<T, String> nameOf) {
    Stream.concat(before.stream(), after.stream())
        .filter(one -> !before.contains(one) || !after.contains(one))
        .forEach(one -> changed.add(nameOf.apply(one)));
  }
}
