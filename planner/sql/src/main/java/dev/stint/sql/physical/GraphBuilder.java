package dev.stint.sql.physical;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.optimize.Estimates;
import dev.stint.sql.request.PlanRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Plans a whole query: its stages, and what becomes of the last one's rows.
public final class GraphBuilder {

  private final PlanRequest request;
  private final PhysicalPlanner planner;

  public GraphBuilder(PlanRequest request, ColumnIds ids, Estimates estimates) {
    this.request = request;
    this.planner = new PhysicalPlanner(request, ids, estimates);
  }

  /// The graph of an optimised query whose result has the columns `outputs`.
  public StageGraph build(Relation query, List<Column> outputs) {
    if (request.output() != null) {
      refuseVoid(outputs, request.output().format());
    }
    return kept(query, outputs);
  }

  /// The same, of which the session alone reads what is written: columns of NULLs alone stay such.
  public StageGraph kept(Relation query, List<Column> outputs) {
    var files = request.output();
    if (files == null) {
      var last = PhysicalPlanner.selected(planner.plan(query), outputs);
      planner.stages().closeLast(last, new StageOutput.UnkeyedExchange());
      return new StageGraph(planner.stages().all(), last.node().schema());
    }
    writeFiles(query, outputs, files);
    return new StageGraph(planner.stages().all(), Schema.EMPTY);
  }

  private void writeFiles(Relation query, List<Column> outputs, PlanRequest.Output files) {
    refuseRepeatedNames(outputs);
    var partitionPlaces = partitionPlaces(outputs, files);
    var last =
        partitionPlaces.isEmpty()
            ? PhysicalPlanner.selected(planner.plan(query), outputs)
            : byFolder(query, outputs, partitionPlaces);
    planner
        .stages()
        .closeLast(
            last,
            new StageOutput.FileSink(
                files.format(),
                files.path(),
                files.mode(),
                partitionPlaces,
                files.targetFileBytes()));
  }

  /// Rows of one folder meet in few tasks, which write them in the query's order.
  private Part byFolder(Relation query, List<Column> outputs, List<Integer> partitionPlaces) {
    var order = new ArrayList<SortKey>();
    var unordered = withoutOrder(query, order);
    var part = planner.plan(unordered);
    var columns = new ArrayList<>(outputs);
    for (var key : order) {
      var column = part.columns().get(part.place(key.column()));
      if (columns.stream().noneMatch(known -> known.id() == column.id())) {
        columns.add(column);
      }
    }
    var keys = partitionPlaces.stream().map(outputs::get).toList();
    var moved =
        planner.stages().hashed(PhysicalPlanner.selected(part, columns), keys, HotBucket.DIVISIBLE);
    if (!order.isEmpty()) {
      var node = new SortNode(moved.node(), PhysicalPlanner.bound(order, moved));
      moved = moved.with(node, moved.columns(), moved.rows());
    }
    return PhysicalPlanner.selected(moved, outputs);
  }

  /// Takes a sort off the top of a query: the tasks that write sort what they write.
  private static Relation withoutOrder(Relation query, List<SortKey> order) {
    if (query instanceof Sort sort) {
      order.addAll(sort.keys());
      return sort.input();
    }
    if (query instanceof Project project && project.input() instanceof Sort sort) {
      order.addAll(sort.keys());
      return withKeys(project, sort);
    }
    return query;
  }

  /// The projection without the sort below it, and with the columns to sort by.
  private static Relation withKeys(Project project, Sort sort) {
    if (Relations.isSelection(project)) {
      return sort.input();
    }
    var columns = new ArrayList<>(project.columns());
    var expressions = new ArrayList<>(project.expressions());
    var inputs = Relations.columnsById(sort.columns());
    for (var key : sort.keys()) {
      var column = inputs.get(key.column());
      if (column != null && !Relations.ids(columns).contains(column.id())) {
        columns.add(column);
        expressions.add(column.ref());
      }
    }
    return new Project(sort.input(), columns, expressions);
  }

  private static void refuseRepeatedNames(List<Column> outputs) {
    var seen = new HashSet<String>();
    for (var column : outputs) {
      if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
        throw StintException.user(
            "the output has two columns called '%s'; give one of them another name with AS"
                .formatted(column.name()));
      }
    }
  }

  /// A column of NULLs alone has no type that these files have; in JSON it is left out.
  private static void refuseVoid(List<Column> outputs, FileFormat format) {
    for (var column : outputs) {
      if (column.type().equals(DataType.VOID) && !(format instanceof JsonFormat)) {
        throw StintException.user(
            "the output's column '%s' is NULL and has no type; give it one, as in CAST(NULL AS INT)"
                .formatted(column.name()));
      }
    }
  }

  private static List<Integer> partitionPlaces(List<Column> outputs, PlanRequest.Output files) {
    var names = outputs.stream().map(Column::name).toList();
    var places = new ArrayList<Integer>();
    for (String wanted : files.partitionBy()) {
      int place = 0;
      while (place < names.size() && !names.get(place).equalsIgnoreCase(wanted)) {
        place++;
      }
      if (place == names.size()) {
        throw StintException.user(
            "partitionBy names '%s', which is not a column of the output%s"
                .formatted(wanted, NearestName.suggestion(wanted, names)));
      }
      places.add(place);
    }
    if (!places.isEmpty() && new HashSet<>(places).size() == names.size()) {
      throw StintException.user(
          "partitionBy names every column of the output, which leaves none for the files");
    }
    return places;
  }
}
