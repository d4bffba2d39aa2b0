package dev.stint.executor.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.expression.FunctionTableTest.TableCase;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.PhysicalType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What [ScalarFunction] says of each function, against its kernels over the cases of
/// [FunctionTableTest].
final class FunctionFactsTest {

  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  static Stream<TableCase> cases() {
    return FunctionTableTest.cases();
  }

  static Stream<TableCase> answered() {
    return cases().filter(test -> test.error() == null);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answered")
  void aValueIsNullWhenTheRuleSaysSo(TableCase test) {
    assertNullness(test, test.arguments());
    for (int index = 0; index < test.arguments().size(); index++) {
      if (!test.isConstant().get(index)) {
        var arguments = new ArrayList<>(test.arguments());
        arguments.set(index, Literal.nullOf(arguments.get(index).type()));
        assertNullness(test, arguments);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void onlyWhatMayFailFails(TableCase test) {
    boolean mayFail = test.function().canFail(test.expected().type());

    assertThat(mayFail || test.error() == null).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answered")
  void aDictionaryChangesNoValue(TableCase test) {
    var plain = new ArrayList<Vector>();
    var coded = new ArrayList<Vector>();
    for (var argument : test.arguments()) {
      var vector = Literals.vector(argument, 3);
      coded.add(vector);
      plain.add(argument.type().physicalType() == PhysicalType.BYTES ? flat(argument) : vector);
    }

    assertThat(value(test, plain)).isEqualTo(value(test, coded));
  }

  /// Three rows of the same text, each with bytes of its own.
  private static Vector flat(Literal literal) {
    if (literal.text() == null) {
      return Literals.vector(literal, 3);
    }
    byte[] one = Literals.bytes(literal);
    byte[] data = new byte[3 * one.length];
    int[] starts = new int[3];
    int[] lengths = new int[3];
    for (int row = 0; row < 3; row++) {
      starts[row] = row * one.length;
      lengths[row] = one.length;
      System.arraycopy(one, 0, data, starts[row], one.length);
    }
    return new BytesVector(3, data, starts, lengths, null);
  }

  private static void assertNullness(TableCase test, List<Literal> arguments) {
    var columns = arguments.stream().map(argument -> Literals.vector(argument, 3)).toList();
    boolean isNull = value(test, columns).text() == null;
    boolean hasNull = arguments.stream().anyMatch(argument -> argument.text() == null);
    switch (test.function().nulls()) {
      case NULL_IF_ANY -> assertThat(isNull).isEqualTo(hasNull);
      case NULL_IF_ANY_OR_MORE -> assertThat(isNull || !hasNull).isTrue();
      case NULL_IF_FIRST -> assertThat(isNull).isEqualTo(arguments.getFirst().text() == null);
      case NULL_IF_ALL ->
          assertThat(isNull)
              .isEqualTo(arguments.stream().allMatch(argument -> argument.text() == null));
      case NULL_BY_LOGIC -> assertThat(hasNull || !isNull).isTrue();
      case NEVER_NULL -> assertThat(isNull).isFalse();
    }
  }

  private static Literal value(TableCase test, List<Vector> columns) {
    var arguments = new ArrayList<Expression>();
    for (int index = 0; index < columns.size(); index++) {
      var argument = test.arguments().get(index);
      arguments.add(
          test.isConstant().get(index) ? argument : new ColumnRef(index, argument.type()));
    }
    var call = new Call(test.function(), arguments, test.expected().type());
    var result = new ExpressionCompiler(ZONE).compile(call).evaluate(new Batch(3, columns));
    return Literals.of(result, 2, call.type());
  }
}
