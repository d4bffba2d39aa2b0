package dev.stint.executor.scan.parquet;

import dev.stint.executor.scan.parquet.ParquetColumns.FileColumn;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.predicate.Operators.And;
import org.apache.parquet.filter2.predicate.Operators.Column;
import org.apache.parquet.filter2.predicate.Operators.Eq;
import org.apache.parquet.filter2.predicate.Operators.Or;
import org.apache.parquet.filter2.predicate.Operators.SetColumnFilterPredicate;
import org.apache.parquet.filter2.predicate.Operators.SupportsLtGt;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/// Translates what it can of a scan's filter into Apache Parquet's predicates, which rule out row
/// groups and pages by their statistics, dictionaries and Bloom filters. The result accepts every
/// row that the filter accepts, and possibly more.
final class Predicates {

  /// Of more options Apache Parquet compares only the least and the greatest with statistics.
  private static final int MAX_SINGLE_OPTIONS = 20;

  private final List<@Nullable FileColumn> columns;

  private Predicates(List<@Nullable FileColumn> columns) {
    this.columns = columns;
  }

  /// `null` when nothing can be translated. `columns` are those of the scan.
  static @Nullable FilterPredicate of(Expression filter, List<@Nullable FileColumn> columns) {
    return new Predicates(columns).translate(filter);
  }

  /// The columns of which a predicate asks for single values: only for those are a row group's
  /// dictionaries and Bloom filters worth their requests. They can miss a value that lies between
  /// the least and the greatest, but hardly ever a whole range.
  static Set<String> columnsAskedForValues(FilterPredicate predicate) {
    return switch (predicate) {
      case And and -> union(and.getLeft(), and.getRight());
      case Or or
          when columnsAskedForValues(or.getLeft()).isEmpty()
              || columnsAskedForValues(or.getRight()).isEmpty() ->
          Set.of();
      case Or or -> union(or.getLeft(), or.getRight());
      case Eq<?> equal when equal.getValue() != null -> Set.of(name(equal.getColumn()));
      case SetColumnFilterPredicate<?> in -> Set.of(name(in.getColumn()));
      default -> Set.of();
    };
  }

  private static Set<String> union(FilterPredicate left, FilterPredicate right) {
    var columns = new HashSet<>(columnsAskedForValues(left));
    columns.addAll(columnsAskedForValues(right));
    return columns;
  }

  private static String name(Column<?> column) {
    return column.getColumnPath().toDotString();
  }

  private @Nullable FilterPredicate translate(Expression expression) {
    return switch (expression) {
      case Call call -> translateCall(call);
      case In in -> translateIn(in);
      case ColumnRef reference -> comparison(ScalarFunction.EQUAL, reference, Literal.TRUE);
      case Literal _ -> null;
      case Case _ -> null;
    };
  }

  private @Nullable FilterPredicate translateCall(Call call) {
    return switch (call.function()) {
      case AND -> and(call.arguments());
      case OR -> or(call.arguments());
      case NOT ->
          call.argument(0) instanceof ColumnRef reference
              ? comparison(ScalarFunction.EQUAL, reference, Literal.FALSE)
              : null;
      case IS_NULL -> nullness(call.argument(0), true);
      case IS_NOT_NULL -> nullness(call.argument(0), false);
      case EQUAL, NULL_SAFE_EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          comparison(call);
      case STARTS_WITH -> prefix(call.argument(0), call.argument(1));
      default -> null;
    };
  }

  /// What is not understood may be true: the others still hold.
  private @Nullable FilterPredicate and(List<Expression> terms) {
    FilterPredicate all = null;
    for (var term : terms) {
      var predicate = translate(term);
      if (predicate != null) {
        all = all == null ? predicate : FilterApi.and(all, predicate);
      }
    }
    return all;
  }

  /// What is not understood may be true: nothing can be ruled out.
  private @Nullable FilterPredicate or(List<Expression> terms) {
    FilterPredicate any = null;
    for (var term : terms) {
      var predicate = translate(term);
      if (predicate == null) {
        return null;
      }
      any = any == null ? predicate : FilterApi.or(any, predicate);
    }
    return any;
  }

  private @Nullable FilterPredicate comparison(Call call) {
    return switch (call.argument(0)) {
      case ColumnRef reference when call.argument(1) instanceof Literal literal ->
          comparison(call.function(), reference, literal);
      case Literal literal when call.argument(1) instanceof ColumnRef reference ->
          comparison(call.function().mirrored().orElseThrow(), reference, literal);
      default -> null;
    };
  }

  private @Nullable FilterPredicate comparison(
      ScalarFunction comparison, ColumnRef reference, Literal literal) {
    var column = column(reference);
    if (column == null || literal.text() == null) {
      return null;
    }
    var name = name(column);
    return switch (FileValue.of(column.mapping(), literal)) {
      case null -> null;
      case Boolean value ->
          comparison == ScalarFunction.EQUAL
              ? FilterApi.eq(FilterApi.booleanColumn(name), value)
              : null;
      case Integer value -> compare(comparison, FilterApi.intColumn(name), value);
      case Long value -> compare(comparison, FilterApi.longColumn(name), value);
      case Float value -> compareFloating(comparison, FilterApi.floatColumn(name), value);
      case Double value -> compareFloating(comparison, FilterApi.doubleColumn(name), value);
      case Binary value -> compare(comparison, FilterApi.binaryColumn(name), value);
      default -> null;
    };
  }

  /// NaN is larger than any number, but no statistics say whether there is one.
  private static <T extends Comparable<T>, C extends Column<T> & SupportsLtGt>
      @Nullable FilterPredicate compareFloating(ScalarFunction comparison, C column, T value) {
    return switch (comparison) {
      case EQUAL, NULL_SAFE_EQUAL, LESS, LESS_OR_EQUAL -> compare(comparison, column, value);
      default -> null;
    };
  }

  private static <T extends Comparable<T>, C extends Column<T> & SupportsLtGt>
      @Nullable FilterPredicate compare(ScalarFunction comparison, C column, T value) {
    return switch (comparison) {
      case EQUAL, NULL_SAFE_EQUAL -> FilterApi.eq(column, value);
      case NOT_EQUAL -> FilterApi.notEq(column, value);
      case LESS -> FilterApi.lt(column, value);
      case LESS_OR_EQUAL -> FilterApi.ltEq(column, value);
      case GREATER -> FilterApi.gt(column, value);
      case GREATER_OR_EQUAL -> FilterApi.gtEq(column, value);
      default -> null;
    };
  }

  private @Nullable FilterPredicate translateIn(In in) {
    if (!(in.value() instanceof ColumnRef reference)) {
      return null;
    }
    var column = column(reference);
    if (column == null) {
      return null;
    }
    if (in.options().size() <= MAX_SINGLE_OPTIONS) {
      return oneByOne(reference, in.options());
    }
    var values = new HashSet<Object>();
    for (var option : in.options()) {
      var value = FileValue.of(column.mapping(), option);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return in(name(column), values);
  }

  private @Nullable FilterPredicate oneByOne(ColumnRef reference, List<Literal> options) {
    FilterPredicate any = null;
    for (var option : options) {
      var predicate = comparison(ScalarFunction.EQUAL, reference, option);
      if (predicate == null) {
        return null;
      }
      any = any == null ? predicate : FilterApi.or(any, predicate);
    }
    return any;
  }

  private static @Nullable FilterPredicate in(String name, Set<Object> values) {
    return switch (values.iterator().next()) {
      case Integer _ -> FilterApi.in(FilterApi.intColumn(name), typed(Integer.class, values));
      case Long _ -> FilterApi.in(FilterApi.longColumn(name), typed(Long.class, values));
      case Float _ -> FilterApi.in(FilterApi.floatColumn(name), typed(Float.class, values));
      case Double _ -> FilterApi.in(FilterApi.doubleColumn(name), typed(Double.class, values));
      case Binary _ -> FilterApi.in(FilterApi.binaryColumn(name), typed(Binary.class, values));
      default -> null;
    };
  }

  private static <T> Set<T> typed(Class<T> type, Set<Object> values) {
    var typed = new HashSet<T>();
    values.forEach(value -> typed.add(type.cast(value)));
    return typed;
  }

  private @Nullable FilterPredicate nullness(Expression value, boolean isNull) {
    if (!(value instanceof ColumnRef reference)) {
      return null;
    }
    var column = column(reference);
    if (column == null) {
      return null;
    }
    var name = name(column);
    return switch (column.mapping().type().getPrimitiveTypeName()) {
      case BOOLEAN ->
          isNull
              ? FilterApi.eq(FilterApi.booleanColumn(name), null)
              : FilterApi.notEq(FilterApi.booleanColumn(name), null);
      case INT32 -> nullness(FilterApi.intColumn(name), isNull);
      case INT64 -> nullness(FilterApi.longColumn(name), isNull);
      case FLOAT -> nullness(FilterApi.floatColumn(name), isNull);
      case DOUBLE -> nullness(FilterApi.doubleColumn(name), isNull);
      case BINARY, FIXED_LEN_BYTE_ARRAY -> nullness(FilterApi.binaryColumn(name), isNull);
      case INT96 -> null;
    };
  }

  private static <T extends Comparable<T>, C extends Column<T> & SupportsLtGt>
      FilterPredicate nullness(C column, boolean isNull) {
    return isNull ? FilterApi.eq(column, null) : FilterApi.notEq(column, null);
  }

  private @Nullable FilterPredicate prefix(Expression value, Expression prefix) {
    if (!(value instanceof ColumnRef reference) || !(prefix instanceof Literal literal)) {
      return null;
    }
    var column = column(reference);
    if (column == null || !(FileValue.of(column.mapping(), literal) instanceof Binary low)) {
      return null;
    }
    byte[] high = low.getBytes().clone();
    if (high.length == 0 || high[high.length - 1] == (byte) 0xff) {
      return null;
    }
    high[high.length - 1]++;
    var file = FilterApi.binaryColumn(name(column));
    return FilterApi.and(
        FilterApi.gtEq(file, low), FilterApi.lt(file, Binary.fromConstantByteArray(high)));
  }

  /// `null` when it is not in the file, or has a name that Apache Parquet would take apart.
  private @Nullable FileColumn column(ColumnRef reference) {
    var column = columns.get(reference.column());
    return column == null || name(column).contains(".") ? null : column;
  }

  private static String name(FileColumn column) {
    return column.descriptor().getPath()[0];
  }
}
