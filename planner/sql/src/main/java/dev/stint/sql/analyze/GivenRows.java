package dev.stint.sql.analyze;

import dev.stint.sql.analyze.FromAnalyzer.Source;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;

/// Rows that were analysed already, as the FROM of a SELECT that is made for them. Beside their
/// names their columns have numbers, from 0, in the order of `*`, that no name of the user's hides.
final class GivenRows {

  /// No name that can be written.
  static final String NAME = "\0given";

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final Source source;

  GivenRows(AnalysisContext context, QueryAnalyzer queries, Source source) {
    this.context = context;
    this.source = source;
    this.queries = queries.giving(new Source(source.relation(), numbered(source.scope())));
  }

  private static Scope numbered(Scope scope) {
    var entries = new ArrayList<>(scope.entries());
    var columns = scope.star(null).columns();
    for (int number = 0; number < columns.size(); number++) {
      var column = columns.get(number).named(Integer.toString(number));
      entries.add(new Scope.Entry(NAME, column, true));
    }
    return new Scope(entries, scope.outer());
  }

  List<Column> columns() {
    return source.scope().star(null).columns();
  }

  /// The column of that number under its own name.
  Term column(int number, Span span) {
    return new Term.Alias(span, reference(number, span), List.of(columns().get(number).name()));
  }

  static Term.Name reference(int number, Span span) {
    return new Term.Name(span, List.of(NAME, Integer.toString(number)));
  }

  static Query.Table table(Span span) {
    return new Query.Table(span, List.of(NAME));
  }

  /// The rows of a SELECT from [#table]. Columns that it hands on keep the table they belong to.
  Source select(Query.Select select) {
    Scope.refuseUnreadable(columns(), select, context);
    var rows = queries.query(select, source.scope().outer());
    var entries = new ArrayList<Scope.Entry>();
    rows.columns().forEach(column -> entries.add(entry(column)));
    return new Source(rows, new Scope(entries, source.scope().outer()));
  }

  private Scope.Entry entry(Column column) {
    var known =
        source.scope().entries().stream()
            .filter(entry -> !entry.isMerged() && entry.column().id() == column.id())
            .filter(entry -> entry.column().name().equals(column.name()))
            .findFirst();
    return new Scope.Entry(known.map(Scope.Entry::qualifier).orElse(null), column, false);
  }
}
