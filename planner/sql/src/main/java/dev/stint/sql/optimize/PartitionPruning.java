package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Scan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Leaves out the splits whose folders tell that no row can pass a scan's filters, and the filters
/// that the folders of all remaining splits fulfil.
final class PartitionPruning {

  private final ConstantFolder folder;

  PartitionPruning(ConstantFolder folder) {
    this.folder = folder;
  }

  Relation apply(Relation relation) {
    if (relation instanceof Scan scan) {
      return prune(scan);
    }
    return relation.withInputs(relation.inputs().stream().map(this::apply).toList());
  }

  private Scan prune(Scan scan) {
    var partitionColumns = partitionColumns(scan);
    if (partitionColumns.isEmpty() || scan.filters().isEmpty()) {
      return scan;
    }
    var splits = scan.splits();
    var filters = new ArrayList<Expression>();
    for (var filter : scan.filters()) {
      boolean isOfFolders = partitionColumns.keySet().containsAll(Expressions.ids(filter));
      if (!isOfFolders) {
        filters.add(filter);
        continue;
      }
      var kept = new ArrayList<Split>();
      boolean isDecided = true;
      for (var split : splits) {
        var verdict = verdict(filter, split, partitionColumns);
        if (!(verdict instanceof Literal literal)) {
          isDecided = false;
          kept.add(split);
        } else if ("true".equals(literal.text())) {
          kept.add(split);
        }
      }
      splits = kept;
      if (!isDecided) {
        filters.add(filter);
      }
    }
    return new Scan(scan.table(), scan.columns(), scan.filterColumns(), filters, splits);
  }

  private static Map<Integer, Column> partitionColumns(Scan scan) {
    var columns = new HashMap<Integer, Column>();
    for (var column : scan.allColumns()) {
      for (var field : scan.table().partitionFields()) {
        if (field.name().equalsIgnoreCase(column.name())) {
          columns.put(column.id(), column);
        }
      }
    }
    return columns;
  }

  /// What the filter says about every row of the split, if that is a constant.
  private Expression verdict(Expression filter, Split split, Map<Integer, Column> columns) {
    var values = new HashMap<Integer, Expression>();
    for (int id : Expressions.ids(filter)) {
      var column = columns.get(id);
      if (column != null) {
        value(split, column).ifPresent(value -> values.put(id, value));
      }
    }
    return folder.fold(Expressions.substitute(filter, values));
  }

  private Optional<Literal> value(Split split, Column column) {
    for (var entry : split.partitionValues().entrySet()) {
      if (entry.getKey().equalsIgnoreCase(column.name())) {
        String raw = entry.getValue();
        return raw == null ? Optional.of(Literal.nullOf(column.type())) : parse(column.type(), raw);
      }
    }
    return Optional.of(Literal.nullOf(column.type()));
  }

  private Optional<Literal> parse(DataType type, String raw) {
    var value = folder.fold(Call.of(ScalarFunction.CAST, type, Literal.ofString(raw)));
    return value instanceof Literal literal ? Optional.of(literal) : Optional.empty();
  }
}
