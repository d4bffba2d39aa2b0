package dev.stint.sql.optimize;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.catalog.ColumnStatistics;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableStatistics;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Scan;
import java.util.List;
import java.util.Map;

/// Makes small relations: tables of two whole numbers, `k` and `v`.
final class Tables {

  final ColumnIds ids = new ColumnIds();

  /// A table of so many rows, of which `k` has so many distinct values; its columns are `k`, then
  /// `v`.
  Scan table(String name, double rows, double distinct) {
    return table(name, rows, distinct, new ColumnStatistics(null, null, 0, rows, -1));
  }

  /// Such a table whose `v` lies between two bounds.
  Scan bounded(String name, double rows, double distinct, long min, long max) {
    var values =
        new ColumnStatistics(
            Literal.ofLong(DataType.BIGINT, min), Literal.ofLong(DataType.BIGINT, max), 0, -1, -1);
    return table(name, rows, distinct, values);
  }

  private Scan table(String name, double rows, double distinct, ColumnStatistics values) {
    var statistics = Map.of("k", new ColumnStatistics(null, null, 0, distinct, -1), "v", values);
    var fields =
        Schema.of(Field.required("k", DataType.BIGINT), Field.required("v", DataType.BIGINT));
    var table =
        new Table(
            name,
            ParquetFormat.DEFAULT,
            fields,
            List.of(),
            List.of(),
            new TableStatistics(rows, Math.round(rows * 16), statistics));
    return new Scan(
        table, List.of(column(name + ".k"), column(name + ".v")), List.of(), List.of(), List.of());
  }

  private Column column(String name) {
    return ids.column(name.substring(name.indexOf('.') + 1), DataType.BIGINT, false);
  }

  /// The largest `v` of each `k`; its columns are `k`, then that.
  Aggregate largestByKey(Scan table) {
    var largest = ids.column("max(v)", DataType.BIGINT, true);
    var call =
        new Aggregation(largest, AggregateFunction.MAX, table.columns().getLast(), false, null);
    return new Aggregate(table, List.of(table.columns().getFirst()), List.of(call));
  }

  static Expression equal(Column left, Column right) {
    return Call.of(ScalarFunction.EQUAL, DataType.BOOLEAN, left.ref(), right.ref());
  }
}
