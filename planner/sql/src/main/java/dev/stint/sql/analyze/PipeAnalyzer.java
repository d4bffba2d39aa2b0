package dev.stint.sql.analyze;

import dev.stint.sql.analyze.FromAnalyzer.Source;
import dev.stint.sql.analyze.QueryAnalyzer.Presentation;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.GroupBy;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Step;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import dev.stint.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Applies pipe operators to the rows before them.
final class PipeAnalyzer {

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final Source input;
  private final Span span;

  PipeAnalyzer(AnalysisContext context, QueryAnalyzer queries, Source input, Span span) {
    this.context = context;
    this.queries = queries;
    this.input = input;
    this.span = span;
  }

  Source apply(Step step) {
    return switch (step) {
      case Step.Select(var select) -> select(select);
      case Step.Extend(var items) -> extended(items);
      case Step.Assign(var column, var value) -> assigned(column, value);
      case Step.Drop(var columns) ->
          given().select(selected(List.of(new Term.Star(span, List.of(), columns)), null));
      case Step.Where(var condition) -> filtered(condition);
      case Step.Aggregate(var keys, var aggregates) -> aggregated(keys, aggregates);
      case Step.Order(var place, var items) ->
          sorted(new Presentation(new Query.Sort(place, GivenRows.table(span), items), null, null));
      case Step.Limit(var count) -> limited(new Presentation(null, null, count));
      case Step.Offset(var count) -> limited(new Presentation(null, count, null));
    };
  }

  private GivenRows given() {
    return new GivenRows(context, queries, input);
  }

  private Query.Select selected(List<Term> items, @Nullable GroupBy groups) {
    return new Query.Select(
        span, List.of(), Quantifier.ALL, items, GivenRows.table(span), null, groups, null, null);
  }

  private Source select(Query.Select select) {
    return given()
        .select(
            new Query.Select(
                select.span(),
                select.hints(),
                select.quantifier(),
                select.items(),
                GivenRows.table(select.span()),
                null,
                select.groupBy(),
                null,
                null));
  }

  private Source extended(List<Term> items) {
    var all = new ArrayList<Term>();
    if (!given().columns().isEmpty()) {
      all.add(new Term.Star(span, List.of(), List.of()));
    }
    for (var item : items) {
      refuseAggregates(item, "|> EXTEND");
      if (item instanceof Term.Star) {
        throw context.source().error(item, "|> EXTEND has all columns anyway");
      }
      all.add(item);
    }
    return given().select(selected(all, null));
  }

  private Source assigned(Term.Name name, Term value) {
    refuseAggregates(value, "|> SET");
    var given = given();
    var items = new ArrayList<Term>();
    boolean isFound = false;
    for (int number = 0; number < given.columns().size(); number++) {
      boolean isSet = given.columns().get(number).name().equalsIgnoreCase(name.last());
      isFound |= isSet;
      items.add(
          isSet ? new Term.Alias(span, value, List.of(name.last())) : given.column(number, span));
    }
    if (!isFound) {
      input.scope().resolve(name, context);
    }
    return given.select(selected(items, null));
  }

  private Source filtered(Term condition) {
    var expressions = ExpressionAnalyzer.of(context, queries, input.scope(), Clause.plain("WHERE"));
    var resolved = new Resolved(condition, expressions.condition(condition));
    var rows = new Rows(expressions, input.relation(), List.of(resolved.value()));
    rows.keep(resolved);
    return new Source(rows.relation(), input.scope());
  }

  /// The keys come first in the rows, then the aggregates.
  private Source aggregated(List<Term> keys, List<Term> aggregates) {
    var given = given();
    var items = new ArrayList<Term>();
    var groups = new ArrayList<GroupBy.Item>();
    for (var key : keys) {
      refuseAggregates(key, "GROUP BY");
      var item = key(key, given);
      items.add(item);
      groups.add(new GroupBy.Key(item instanceof Term.Alias alias ? alias.value() : item));
    }
    for (var aggregate : aggregates) {
      if (aggregate(aggregate).isEmpty()) {
        throw context.source().error(aggregate, "|> AGGREGATE needs an aggregate function here");
      }
      items.add(aggregate);
    }
    return given.select(selected(items, groups.isEmpty() ? null : new GroupBy(span, groups)));
  }

  /// A number is a column of the rows before.
  private Term key(Term key, GivenRows given) {
    var ordinal = Ordinals.of(context, Settings.GROUP_BY_ORDINAL, key);
    if (ordinal.isEmpty()) {
      return key;
    }
    int count = given.columns().size();
    return given.column(Ordinals.place(context, key, ordinal.get(), count, "GROUP BY"), key.span());
  }

  private Source sorted(Presentation presentation) {
    var columns = input.scope().star(null).columns();
    var rows = queries.sorted(input.relation(), input.scope(), columns, presentation);
    return new Source(rows, input.scope());
  }

  private Source limited(Presentation presentation) {
    return new Source(queries.limited(input.relation(), presentation), input.scope());
  }

  private void refuseAggregates(Term term, String clause) {
    var aggregate = aggregate(term);
    if (aggregate.isPresent()) {
      throw context
          .source()
          .error(
              aggregate.get(),
              clause + " may not hold an aggregate function; use |> AGGREGATE … GROUP BY …");
    }
  }

  /// An aggregate function in the term, outside of subqueries and windows.
  private Optional<Tree> aggregate(Tree tree) {
    if (tree instanceof Term.Call call && UserCalls.isAggregate(context, call.name())) {
      return Optional.of(call);
    }
    if (tree instanceof Query) {
      return Optional.empty();
    }
    var below = tree instanceof Term.Over over ? over.function().arguments() : Trees.children(tree);
    return below.stream().flatMap(child -> aggregate(child).stream()).findFirst();
  }
}
