package dev.stint.sql.analyze;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.function.FunctionDoc;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.request.SqlFunction;
import dev.stint.sql.request.UserFunction;
import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.CatalogCommand.Scope;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What there is of functions, as the docs say it.
public final class FunctionHelp {

  private final AnalysisContext context;

  public FunctionHelp(AnalysisContext context) {
    this.context = context;
  }

  public Relation show(CatalogCommand.ShowFunctions show) {
    var names = new TreeSet<String>();
    if (show.scope() != Scope.USER) {
      names.addAll(FunctionDocs.names());
    }
    if (show.scope() != Scope.SYSTEM) {
      context.request().names().functions().forEach(one -> names.add(title(one)));
      context.request().names().userFunctions().stream()
          .map(UserFunction::name)
          .forEach(names::add);
    }
    String pattern = show.pattern();
    return rows(
        "function",
        names.stream()
            .filter(name -> pattern == null || CommandAnalyzer.matches(lastPart(name), pattern))
            .toList());
  }

  private static String title(SqlFunction function) {
    return function.isTemporary() ? function.name() : SqlFunction.SCHEMA + function.name();
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// What the docs say of a built-in function, or how one in SQL was defined.
  public Relation describe(Span span, CatalogCommand.DescribeFunction describe) {
    String name = describe.name().getLast();
    boolean isExtended = describe.detail() == Command.Detail.EXTENDED;
    var doc = doc(name);
    if (doc.isPresent()) {
      return rows("function_desc", lines(name, doc.get(), isExtended));
    }
    if (FunctionDocs.isBuiltIn(name)) {
      return rows("function_desc", List.of("Function: " + name.toLowerCase(Locale.ROOT)));
    }
    var written = context.request().names().function(name);
    if (written.isPresent()) {
      return rows("function_desc", lines(written.get(), isExtended));
    }
    var known = new ArrayList<>(FunctionDocs.names());
    context.request().names().functions().forEach(function -> known.add(function.name()));
    throw context
        .source()
        .error(
            span,
            "no function is called '%s'%s".formatted(name, NearestName.suggestion(name, known)));
  }

  private static Optional<FunctionDoc> doc(String name) {
    return FunctionDocs.sections().values().stream()
        .flatMap(Collection::stream)
        .filter(doc -> doc.names().stream().anyMatch(name::equalsIgnoreCase))
        .findFirst();
  }

  private static List<String> lines(String name, FunctionDoc doc, boolean isExtended) {
    var lines = new ArrayList<String>();
    lines.add("Function: " + name.toLowerCase(Locale.ROOT));
    lines.add("Usage: " + doc.usage() + (doc.notes().isEmpty() ? "" : " - " + doc.notes()));
    if (isExtended) {
      lines.add(
          "Extended Usage:\n    Examples:\n      > SELECT %s;\n       %s\n"
              .formatted(doc.example(), doc.result()));
    }
    return lines;
  }

  private List<String> lines(SqlFunction function, boolean isExtended) {
    var lines = new ArrayList<String>();
    lines.add("Function: " + title(function));
    var command = SqlFunctions.find(context, function.name()).orElseThrow().command();
    lines.add("Type:     " + (command.isTable() ? "TABLE" : "SCALAR"));
    lines.add(
        "Input:    "
            + command.parameters().stream()
                .map(one -> one.name() + " " + one.typeName().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    var result = command.result();
    var columns = command.columns();
    if (result != null) {
      lines.add("Returns:  " + result.toString().toUpperCase(Locale.ROOT));
    } else if (columns != null) {
      lines.add(
          "Returns:  "
              + columns.stream()
                  .map(one -> one.name() + " " + one.typeName().toUpperCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")));
    }
    if (isExtended) {
      lines.add("Text:     " + function.sql());
    }
    return lines;
  }

  private Relation rows(String column, Collection<String> values) {
    return new Values(
        List.of(context.ids().column(column, DataType.STRING, false)),
        values.stream().map(one -> List.of(Literal.ofString(one))).toList());
  }
}
