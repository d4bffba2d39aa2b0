package dev.stint.sql.analyze;

import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.tree.Term.Name;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The columns that names can mean at some place of a query; names not found here are looked for in
/// the query around it. `resolver` reads the clause in which a query stands whose outer scope this
/// is; `null` where no query stands.
record Scope(List<Entry> entries, @Nullable Scope outer, @Nullable ExpressionAnalyzer resolver) {

  private static final Set<String> SCHEMAS =
      Set.of("default", "spark_catalog.default", "global_temp");

  /// `isMerged` marks a column that USING hides behind the merged one: it answers only to its
  /// qualified name and not to `*`.
  record Entry(@Nullable String qualifier, Column column, boolean isMerged) {

    boolean answersTo(List<String> names) {
      if (!column.name().equalsIgnoreCase(names.getLast())) {
        return false;
      }
      return names.size() == 1
          ? !isMerged
          : qualifier != null && qualifier.equalsIgnoreCase(names.getFirst());
    }
  }

  Scope {
    entries = List.copyOf(entries);
  }

  Scope(List<Entry> entries, @Nullable Scope outer) {
    this(entries, outer, null);
  }

  /// For a query that stands in a clause.
  Scope of(ExpressionAnalyzer clause) {
    return new Scope(entries, outer, clause);
  }

  static Scope empty(@Nullable Scope outer) {
    return new Scope(List.of(), outer);
  }

  static Scope of(@Nullable String qualifier, List<Column> columns, @Nullable Scope outer) {
    return new Scope(
        columns.stream().map(column -> new Entry(qualifier, column, false)).toList(), outer);
  }

  /// Both, the other's columns after these.
  Scope with(Scope other) {
    var all = new ArrayList<>(entries);
    all.addAll(other.entries);
    return new Scope(all, outer);
  }

  /// What `*` stands for, or `qualifier.*`; nothing outside.
  Scope star(@Nullable String qualifier) {
    return new Scope(
        entries.stream()
            .filter(
                entry ->
                    qualifier == null
                        ? !entry.isMerged
                        : entry.qualifier != null && entry.qualifier.equalsIgnoreCase(qualifier))
            .toList(),
        null);
  }

  List<Column> columns() {
    return entries.stream().map(Entry::column).toList();
  }

  /// Whether there are ids, and all are columns of queries around this one.
  boolean isOuter(Set<Integer> ids) {
    var outside = new HashSet<Integer>();
    for (var scope = outer; scope != null; scope = scope.outer) {
      outside.addAll(Expressions.idsOf(scope.columns()));
    }
    return !ids.isEmpty() && outside.containsAll(ids);
  }

  /// The names of the columns of these ids here, in their order, each as often as its id is there.
  List<String> namesOf(List<Integer> ids) {
    return columns().stream()
        .distinct()
        .flatMap(
            column ->
                Collections.nCopies(Collections.frequency(ids, column.id()), column.name())
                    .stream())
        .toList();
  }

  /// What reads the clause of the nearest query around this one that has one of these columns.
  Optional<ExpressionAnalyzer> resolverOf(Set<Integer> ids) {
    for (var scope = outer; scope != null; scope = scope.outer) {
      if (!Collections.disjoint(Expressions.idsOf(scope.columns()), ids)) {
        return Optional.ofNullable(scope.resolver);
      }
    }
    return Optional.empty();
  }

  /// The first column of a name that is there, as NATURAL takes it.
  static Column first(Name name, Scope scope) {
    return scope.star(null).columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name.last()))
        .findFirst()
        .orElseThrow();
  }

  /// The column of that name here, not outside.
  Optional<Column> findLocal(Name identifier, AnalysisContext context) {
    var names = withoutSchema(identifier.parts());
    if (names.size() > 2) {
      refuseFieldOfUnreadable(identifier, context);
      throw context
          .source()
          .error(
              identifier,
              "'%s' has too many parts; write column or table.column (structs are not supported)"
                  .formatted(String.join(".", names)));
    }
    var found = entries.stream().filter(entry -> entry.answersTo(names)).toList();
    boolean isSame = found.stream().map(entry -> entry.column.id()).distinct().count() == 1;
    if (found.size() > 1 && !isSame) {
      throw context.source().error(identifier, ambiguity(names, found));
    }
    return found.stream().map(Entry::column).findFirst();
  }

  /// `table.column` of a column that is named with the one schema, or with that of global views.
  private static List<String> withoutSchema(List<String> names) {
    int count = names.size() - 2;
    if (count < 1) {
      return names;
    }
    return isSchema(names.subList(0, count + 1)) ? names.subList(count, names.size()) : names;
  }

  /// Whether what stands before the last part is the one schema, or that of global views.
  static boolean isSchema(List<String> names) {
    var schema = names.subList(0, names.size() - 1);
    return SCHEMAS.contains(String.join(".", schema).toLowerCase(Locale.ROOT));
  }

  private static String ambiguity(List<String> names, List<Entry> found) {
    var choices =
        found.stream()
            .map(e -> (e.qualifier == null ? "" : e.qualifier + ".") + e.column.name())
            .distinct()
            .toList();
    return "'%s' is ambiguous; it may be %s"
        .formatted(String.join(".", names), String.join(" or ", choices));
  }

  Column resolve(Name identifier, AnalysisContext context) {
    return find(identifier, context).orElseThrow(() -> unknown(identifier, context));
  }

  /// The column of that name here, or in the nearest query around that has one.
  Optional<Column> find(Name identifier, AnalysisContext context) {
    for (var scope = this; scope != null; scope = scope.outer) {
      var found = scope.findLocal(identifier, context);
      if (found.isPresent()) {
        refuseUnreadable(List.of(found.get()), identifier, context);
        return found;
      }
    }
    return Optional.empty();
  }

  StintException unknown(Name identifier, AnalysisContext context) {
    refuseFieldOfUnreadable(identifier, context);
    return context.source().error(identifier, notFound(identifier.parts()));
  }

  /// Of `s.x`, where no table is called `s` but a column is that cannot be read.
  private void refuseFieldOfUnreadable(Name identifier, AnalysisContext context) {
    var name = identifier.parts().getFirst();
    for (var scope = this; scope != null; scope = scope.outer) {
      var columns = scope.columns().stream().filter(c -> c.name().equalsIgnoreCase(name)).toList();
      refuseUnreadable(columns, identifier, context);
    }
  }

  /// @throws dev.stint.plan.failure.StintException of kind USER at `node`, which asks for all of
  ///   `columns`, when one of them cannot be read
  static void refuseUnreadable(List<Column> columns, Tree node, AnalysisContext context) {
    var refusals = columns.stream().flatMap(c -> context.ids().refusal(c).stream()).toList();
    if (!refusals.isEmpty()) {
      int more = refusals.size() - 1;
      var message = refusals.getFirst() + (more == 0 ? "" : others(columns, context));
      throw context.source().error(node, message);
    }
  }

  private static String others(List<Column> columns, AnalysisContext context) {
    var names =
        columns.stream()
            .filter(column -> context.ids().refusal(column).isPresent())
            .skip(1)
            .map(Column::name)
            .collect(Collectors.joining(", "));
    return ". Neither can be read: " + names;
  }

  private String notFound(List<String> names) {
    var message = "no column is called '" + String.join(".", names) + "'";
    var qualifiers = new LinkedHashSet<String>();
    var known = new LinkedHashSet<String>();
    for (var scope = this; scope != null; scope = scope.outer) {
      for (var entry : scope.entries) {
        if (entry.qualifier != null && !entry.qualifier.startsWith("\0")) {
          qualifiers.add(entry.qualifier);
        }
        boolean isQualified = names.size() == 2;
        if (!isQualified && !entry.isMerged) {
          known.add(entry.column.name());
        } else if (isQualified && names.getFirst().equalsIgnoreCase(entry.qualifier)) {
          known.add(entry.qualifier + "." + entry.column.name());
        }
      }
    }
    if (names.size() == 2 && known.isEmpty()) {
      return "no table here is called '%s'%s"
          .formatted(names.getFirst(), NearestName.suggestion(names.getFirst(), qualifiers));
    }
    if (known.isEmpty()) {
      return message + "; there is no table to take it from";
    }
    var suggestion = NearestName.suggestion(String.join(".", names), known);
    return message + (suggestion.isEmpty() ? "; known are " + list(known) : suggestion);
  }

  private static String list(LinkedHashSet<String> known) {
    var first = known.stream().limit(10).toList();
    return String.join(", ", first) + (known.size() > first.size() ? ", …" : "");
  }
}
