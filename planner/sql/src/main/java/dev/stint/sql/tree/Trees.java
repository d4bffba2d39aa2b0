package dev.stint.sql.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Walks over trees.
public final class Trees {

  private Trees() {}

  /// Calls the action for the tree and all below it, each before what is below it.
  public static void forEach(Tree tree, Consumer<Tree> action) {
    action.accept(tree);
    children(tree).forEach(child -> forEach(child, action));
  }

  /// The parts of a tree, in the order of the text as far as that is known.
  public static List<Tree> children(Tree tree) {
    return switch (tree) {
      case Query query -> ofQuery(query);
      case Term term -> ofTerm(term);
      case CommonTable table -> List.of(table.query());
      case GroupBy group -> ofGroups(group.items());
      case SortItem item -> List.of(item.value());
      case Window window -> ofWindow(window);
    };
  }

  private static List<Tree> ofQuery(Query query) {
    return switch (query) {
      case Query.Select select -> ofSelect(select);
      case Query.SetOperation operation -> List.copyOf(operation.inputs());
      case Query.With with -> all(with.tables(), List.of(with.body()));
      case Query.Sort sort -> all(List.of(sort.input()), sort.items());
      case Query.Limit limit -> List.of(limit.input(), limit.count());
      case Query.Offset offset -> List.of(offset.input(), offset.count());
      case Query.Values values -> List.copyOf(values.rows());
      case Query.Table _ -> List.of();
      case Query.Aliased aliased -> List.of(aliased.input());
      case Query.TableFunction function -> List.copyOf(function.arguments());
      case Query.Lateral lateral -> List.of(lateral.input());
      case Query.Sample sample -> List.of(sample.input());
      case Query.Pipe pipe -> all(List.of(pipe.input()), of(pipe.step()));
      case Query.Pivot pivot ->
          all(
              all(List.of(pivot.input()), pivot.aggregates()),
              all(pivot.columns(), pivot.values()));
      case Query.Unpivot unpivot ->
          all(
              List.of(unpivot.input()),
              unpivot.sets().stream().flatMap(set -> set.columns().stream()).toList());
      case Query.Join join -> all(List.of(join.left(), join.right()), of(join.match()));
    };
  }

  private static List<Tree> ofSelect(Query.Select select) {
    var children = new ArrayList<Tree>();
    select.hints().forEach(hint -> children.addAll(hint.arguments()));
    children.addAll(select.items());
    add(children, select.from());
    add(children, select.where());
    add(children, select.groupBy());
    add(children, select.having());
    add(children, select.qualify());
    return children;
  }

  private static List<? extends Tree> of(Step step) {
    return switch (step) {
      case Step.Select(var select) -> List.of(select);
      case Step.Extend(var items) -> items;
      case Step.Assign(var column, var value) -> List.of(column, value);
      case Step.Drop(var columns) -> columns;
      case Step.Where(var condition) -> List.of(condition);
      case Step.Aggregate(var keys, var aggregates) -> all(keys, aggregates);
      case Step.Order(_, var items) -> items;
      case Step.Limit(var count) -> List.of(count);
      case Step.Offset(var count) -> List.of(count);
    };
  }

  private static List<? extends Tree> of(Query.Match match) {
    return switch (match) {
      case Query.Match.All(), Query.Match.Natural() -> List.of();
      case Query.Match.On(var condition) -> List.of(condition);
      case Query.Match.Using(var columns) -> columns;
    };
  }

  private static List<Tree> ofGroups(List<GroupBy.Item> items) {
    var children = new ArrayList<Tree>();
    items.forEach(item -> children.addAll(of(item)));
    return children;
  }

  private static List<? extends Tree> of(GroupBy.Item item) {
    return switch (item) {
      case GroupBy.Key(var term) -> List.of(term);
      case GroupBy.Keys(_, var terms) -> terms;
      case GroupBy.Rollup(_, var parts) ->
          parts.stream().flatMap(part -> part.terms().stream()).toList();
      case GroupBy.Cube(_, var parts) ->
          parts.stream().flatMap(part -> part.terms().stream()).toList();
      case GroupBy.Sets(_, _, var sets) -> ofGroups(sets);
    };
  }

  private static List<Tree> ofTerm(Term term) {
    return switch (term) {
      case Term.Constant _, Term.TimeConstant _, Term.Name _ -> List.of();
      case Term.Star star -> List.copyOf(star.except());
      case Term.Operation operation -> List.copyOf(operation.operands());
      case Term.Call call -> ofCall(call);
      case Term.NamedArgument argument -> List.of(argument.value());
      case Term.Over over -> List.of(over.function(), over.window());
      case Term.Case choice -> ofCase(choice);
      case Term.Cast cast -> List.of(cast.value());
      case Term.Between between -> List.of(between.value(), between.low(), between.high());
      case Term.InList in -> all(List.of(in.value()), in.options());
      case Term.InQuery in -> List.of(in.value(), in.query());
      case Term.Quantified quantified -> List.of(quantified.value(), quantified.query());
      case Term.Exists exists -> List.of(exists.query());
      case Term.ScalarQuery scalar -> List.of(scalar.query());
      case Term.Row row -> List.copyOf(row.values());
      case Term.Alias alias -> List.of(alias.value());
      case Term.Lambda lambda -> List.of(lambda.body());
      case Term.Element element -> List.of(element.value(), element.index());
      case Term.Field field -> List.of(field.value());
    };
  }

  private static List<Tree> ofCall(Term.Call call) {
    var children = new ArrayList<Tree>(call.arguments());
    children.addAll(call.within());
    add(children, call.filter());
    return children;
  }

  private static List<Tree> ofCase(Term.Case choice) {
    var children = new ArrayList<Tree>();
    for (var when : choice.whens()) {
      children.add(when.condition());
      children.add(when.result());
    }
    add(children, choice.otherwise());
    return children;
  }

  private static List<Tree> ofWindow(Window window) {
    var children = all(window.partition(), window.order());
    if (window.frame() != null) {
      add(children, window.frame().start().offset());
      add(children, window.frame().end().offset());
    }
    return children;
  }

  private static List<Tree> all(List<? extends Tree> first, List<? extends Tree> second) {
    var all = new ArrayList<Tree>(first);
    all.addAll(second);
    return all;
  }

  private static void add(List<Tree> children, @Nullable Tree child) {
    if (child != null) {
      children.add(child);
    }
  }
}
