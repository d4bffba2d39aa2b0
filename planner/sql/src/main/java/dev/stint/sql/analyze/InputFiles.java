package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.Field;
import dev.stint.sql.analyze.FromAnalyzer.Source;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.function.FileFunctions;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Repeat;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import dev.stint.sql.tree.Trees;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `input_file_name()` and its like: for each that a SELECT calls its tables have a column more, as
/// if a folder told it, which no name and no `*` means. Groupings end such columns: after them rows
/// are of no file.
final class InputFiles {

  /// No name that can be written.
  private static final String NAME = "\0file";

  private final AnalysisContext context;
  private final Map<FileFunctions, Term.Call> calls;

  private InputFiles(AnalysisContext context, Map<FileFunctions, Term.Call> calls) {
    this.context = context;
    this.calls = calls;
  }

  /// What a SELECT and the order that follows it read, with columns for what they call.
  static Source of(
      Source source, Query.Select select, List<SortItem> order, AnalysisContext context) {
    var calls = new EnumMap<FileFunctions, Term.Call>(FileFunctions.class);
    for (var tree : Trees.children(select)) {
      collect(tree, calls);
    }
    order.forEach(item -> collect(item, calls));
    return calls.isEmpty() ? source : new InputFiles(context, calls).added(source);
  }

  /// Calls, but those in queries inside.
  private static void collect(Tree tree, Map<FileFunctions, Term.Call> calls) {
    if (tree instanceof Query) {
      return;
    }
    if (tree instanceof Term.Call call) {
      FileFunctions.of(call.name()).ifPresent(one -> calls.putIfAbsent(one, call));
    }
    Trees.children(tree).forEach(child -> collect(child, calls));
  }

  /// What a call gives at a place where names mean the columns of `scope`; empty for other
  /// functions, and where there are no rows.
  static Optional<Expression> value(Term.Call call, Scope scope, AnalysisContext context) {
    var function = FileFunctions.of(call.name());
    if (function.isEmpty() || !call.arguments().isEmpty() || scope.entries().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        scope.entries().stream()
            .filter(entry -> NAME.equals(entry.qualifier()))
            .filter(entry -> entry.column().name().equals(function.get().sqlName()))
            .findFirst()
            .map(entry -> (Expression) entry.column().ref())
            .orElseThrow(
                () ->
                    context
                        .source()
                        .error(
                            call,
                            "%s() may stand only in the clauses of a SELECT; name it in one:"
                                    .formatted(function.get().sqlName())
                                + " (SELECT *, input_file_name() AS f FROM t)")));
  }

  private Source added(Source source) {
    var raised = raised(source.relation());
    var entries = new ArrayList<Scope.Entry>();
    source.scope().entries().stream()
        .filter(entry -> !NAME.equals(entry.qualifier()))
        .forEach(entries::add);
    int place = 0;
    for (var function : calls.keySet()) {
      var column = raised.columns().get(place++).named(function.sqlName());
      entries.add(new Scope.Entry(NAME, column, true));
    }
    return new Source(raised.relation(), new Scope(entries, source.scope().outer()));
  }

  /// A relation with `columns` besides, one for each function in order, wherever they stand.
  private record Raised(Relation relation, List<Column> columns) {}

  private Raised raised(Relation relation) {
    return switch (relation) {
      case Scan scan -> scanned(scan);
      case Project project -> projected(project);
      case Join join -> joined(join);
      case Union union -> united(union);
      case Filter _, Sort _, Limit _, Repeat _, Window _ -> {
        var input = raised(relation.inputs().getFirst());
        yield new Raised(relation.withInputs(List.of(input.relation())), input.columns());
      }
      case Relation.Values _,
          Relation.Aggregate _,
          Relation.Expand _,
          Relation.Recursion _,
          Relation.Level _ ->
          ofNoFile(relation);
    };
  }

  private Raised scanned(Scan scan) {
    var fields = new LinkedHashMap<FileFunctions, Field>();
    var columns = new ArrayList<>(scan.columns());
    for (var function : calls.keySet()) {
      var field = Field.required(name(function, scan.table()), function.type());
      fields.put(function, field);
      columns.add(context.ids().column(field.name(), field.type(), false));
    }
    var table =
        scan.table()
            .withFolders(
                List.copyOf(fields.values()),
                scan.table().splits().stream().map(split -> with(split, fields)).toList());
    var splits = scan.splits().stream().map(split -> with(split, fields)).toList();
    return new Raised(
        new Scan(table, columns, scan.filterColumns(), scan.filters(), splits),
        columns.subList(scan.columns().size(), columns.size()));
  }

  /// One that no column of the table has.
  private static String name(FileFunctions function, Table table) {
    var name = new StringBuilder(function.sqlName()).append("()");
    while (table.schema().fields().stream().anyMatch(f -> f.name().contentEquals(name))) {
      name.append('\'');
    }
    return name.toString();
  }

  private static Split with(Split split, Map<FileFunctions, Field> fields) {
    var values = new LinkedHashMap<>(split.partitionValues());
    fields.forEach((function, field) -> values.put(field.name(), function.of(split)));
    return new Split(
        split.path(), split.fileBytes(), split.offset(), split.length(), values, split.eTag());
  }

  private Raised projected(Project project) {
    var input = raised(project.input());
    var columns = new ArrayList<>(project.columns());
    var expressions = new ArrayList<>(project.expressions());
    for (var column : input.columns()) {
      columns.add(column);
      expressions.add(column.ref());
    }
    return new Raised(new Project(input.relation(), columns, expressions), input.columns());
  }

  private Raised joined(Join join) {
    boolean isLeftAlone =
        switch (join.kind()) {
          case SEMI, ANTI, SINGLE, MARK -> true;
          case INNER, LEFT, RIGHT, FULL -> false;
        };
    boolean isRight = !isLeftAlone && hasFiles(join.right());
    if (isRight && hasFiles(join.left())) {
      var call = calls.values().iterator().next();
      throw context
          .source()
          .error(
              call,
              "%s() is of one table's rows, and here several are joined"
                      .formatted(call.name().toLowerCase(Locale.ROOT))
                  + " (MULTI_SOURCES_UNSUPPORTED_FOR_EXPRESSION); take it in a subquery of each:"
                  + " (SELECT *, input_file_name() AS f FROM t)");
    }
    var side = raised(isRight ? join.right() : join.left());
    var joined =
        isRight
            ? join.over(join.left(), side.relation(), join.conditions())
            : join.over(side.relation(), join.right(), join.conditions());
    return mayMiss(join.kind(), isRight)
        ? filled(joined, side.columns())
        : new Raised(joined, side.columns());
  }

  private static boolean mayMiss(JoinKind kind, boolean isRight) {
    return kind == JoinKind.FULL || kind == (isRight ? JoinKind.LEFT : JoinKind.RIGHT);
  }

  private static boolean hasFiles(Relation relation) {
    return relation instanceof Scan || relation.inputs().stream().anyMatch(InputFiles::hasFiles);
  }

  /// Rows that an outer join fills with NULLs are of no file.
  private Raised filled(Relation relation, List<Column> columns) {
    var values = new ArrayList<Expression>();
    int place = 0;
    for (var function : calls.keySet()) {
      values.add(
          Call.of(
              ScalarFunction.COALESCE,
              function.type(),
              columns.get(place++).ref(),
              function.ofNoFile()));
    }
    return extended(relation, values);
  }

  private Raised ofNoFile(Relation relation) {
    return extended(
        relation,
        calls.keySet().stream().map(function -> (Expression) function.ofNoFile()).toList());
  }

  private Raised extended(Relation relation, List<Expression> values) {
    var columns = newColumns();
    return new Raised(Relations.extend(relation, columns, values), columns);
  }

  private List<Column> newColumns() {
    return calls.keySet().stream()
        .map(function -> context.ids().column(function.sqlName(), function.type(), false))
        .toList();
  }

  private Raised united(Union union) {
    var inputs = new ArrayList<Relation>();
    for (var input : union.inputs()) {
      var raised = raised(input);
      var columns = new ArrayList<>(input.columns());
      columns.addAll(raised.columns());
      inputs.add(Relations.select(raised.relation(), columns));
    }
    var added = newColumns();
    var columns = new ArrayList<>(union.columns());
    columns.addAll(added);
    return new Raised(new Union(inputs, columns), added);
  }
}
