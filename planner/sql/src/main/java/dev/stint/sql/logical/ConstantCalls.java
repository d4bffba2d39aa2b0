package dev.stint.sql.logical;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The functions whose value over constants the planner computes itself.
final class ConstantCalls {

  private final ZoneId zone;

  ConstantCalls(ZoneId zone) {
    this.zone = zone;
  }

  /// The value; empty when it is for the executor to find, an error included.
  Optional<Literal> evaluate(Call call, List<Literal> arguments) {
    boolean hasNull = arguments.stream().anyMatch(argument -> argument.text() == null);
    try {
      return switch (call.function()) {
        case IS_NULL -> truth(arguments.getFirst().text() == null);
        case IS_NOT_NULL -> truth(arguments.getFirst().text() != null);
        case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
            hasNull ? nothing(call) : comparison(call, arguments);
        case ADD, SUBTRACT, MULTIPLY, NEGATE, NOT, CAST ->
            hasNull ? nothing(call) : arithmetic(call, arguments);
        case DATE_ADD, DATE_SUB, ADD_MONTHS, ADD_MICROS, YEAR, MONTH, DAY ->
            hasNull ? nothing(call) : time(call, arguments);
        default -> Optional.empty();
      };
    } catch (ArithmeticException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Literal> nothing(Call call) {
    return Optional.of(Literal.nullOf(call.type()));
  }

  private static Optional<Literal> truth(boolean isTrue) {
    return Optional.of(isTrue ? Literal.TRUE : Literal.FALSE);
  }

  private static Optional<Literal> comparison(Call call, List<Literal> arguments) {
    var left = arguments.getFirst();
    var right = arguments.getLast();
    if (!left.type().equals(right.type())) {
      return Optional.empty();
    }
    int order = Constants.compare(left, right);
    return switch (call.function()) {
      case EQUAL -> truth(order == 0);
      case NOT_EQUAL -> truth(order != 0);
      case LESS -> truth(order < 0);
      case LESS_OR_EQUAL -> truth(order <= 0);
      case GREATER -> truth(order > 0);
      case GREATER_OR_EQUAL -> truth(order >= 0);
      default -> Optional.empty();
    };
  }

  private Optional<Literal> arithmetic(Call call, List<Literal> arguments) {
    var first = arguments.getFirst();
    return switch (call.function()) {
      case NOT -> truth(first.equals(Literal.FALSE));
      case CAST -> cast(first, call.type());
      case NEGATE -> negate(first);
      default -> sum(call, first, arguments.getLast());
    };
  }

  private static Optional<Literal> negate(Literal literal) {
    var type = literal.type();
    return switch (Constants.value(literal)) {
      case Long number -> Constants.literal(type, Math.negateExact(number));
      case BigDecimal number -> Constants.literal(type, number.negate());
      case Double number -> Constants.literal(type, -number);
      default -> Optional.empty();
    };
  }

  private static Optional<Literal> sum(Call call, Literal left, Literal right) {
    Object a = Constants.value(left);
    Object b = Constants.value(right);
    if (a instanceof Long x && b instanceof Long y && call.type().isInteger()) {
      return Constants.literal(call.type(), whole(call, x, y));
    }
    if (a instanceof BigDecimal x && b instanceof BigDecimal y && call.type().isDecimal()) {
      return Constants.literal(call.type(), decimal(call, x, y));
    }
    if (a instanceof Double x && b instanceof Double y && call.type().equals(DataType.DOUBLE)) {
      return Constants.literal(call.type(), real(call, x, y));
    }
    return Optional.empty();
  }

  private static Long whole(Call call, long x, long y) {
    return switch (call.function()) {
      case ADD -> Math.addExact(x, y);
      case SUBTRACT -> Math.subtractExact(x, y);
      case MULTIPLY -> Math.multiplyExact(x, y);
      default -> throw new ArithmeticException(call.toString());
    };
  }

  private static BigDecimal decimal(Call call, BigDecimal x, BigDecimal y) {
    return switch (call.function()) {
      case ADD -> x.add(y, MathContext.UNLIMITED);
      case SUBTRACT -> x.subtract(y, MathContext.UNLIMITED);
      case MULTIPLY -> x.multiply(y, MathContext.UNLIMITED);
      default -> throw new ArithmeticException(call.toString());
    };
  }

  private static Double real(Call call, double x, double y) {
    return switch (call.function()) {
      case ADD -> x + y;
      case SUBTRACT -> x - y;
      case MULTIPLY -> x * y;
      default -> throw new ArithmeticException(call.toString());
    };
  }

  private Optional<Literal> cast(Literal literal, DataType to) {
    var from = literal.type();
    Object value = Constants.value(literal);
    if (from.equals(DataType.STRING)) {
      return Constants.parse(to, (String) value, zone);
    }
    return switch (value) {
      case Long number -> castNumber(BigDecimal.valueOf(number), to);
      case BigDecimal number -> castNumber(number, to);
      case Double number when to.equals(DataType.DOUBLE) -> Constants.literal(to, number);
      case LocalDate date -> castDate(date, to);
      case LocalDateTime time -> castTimestamp(time, from, to);
      default -> Optional.empty();
    };
  }

  private static Optional<Literal> castNumber(BigDecimal number, DataType to) {
    return switch (to.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT ->
          Constants.literal(to, number.setScale(0, RoundingMode.DOWN).longValueExact());
      case DECIMAL -> Constants.literal(to, number);
      case DOUBLE -> Constants.literal(to, number.doubleValue());
      case STRING -> Optional.of(Literal.ofString(number.toPlainString()));
      case FLOAT, BOOLEAN, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ -> Optional.empty();
    };
  }

  private Optional<Literal> castDate(LocalDate date, DataType to) {
    return switch (to.kind()) {
      case TIMESTAMP -> Constants.literal(to, Constants.inUtc(date.atTime(LocalTime.MIN), zone));
      case TIMESTAMP_NTZ -> Constants.literal(to, date.atTime(LocalTime.MIN));
      case STRING -> Optional.of(Literal.ofString(date.toString()));
      default -> Optional.empty();
    };
  }

  private Optional<Literal> castTimestamp(LocalDateTime time, DataType from, DataType to) {
    boolean isInstant = from.equals(DataType.TIMESTAMP);
    var local = isInstant ? Constants.inZone(time, zone) : time;
    return switch (to.kind()) {
      case DATE -> Constants.literal(to, local.toLocalDate());
      case TIMESTAMP -> Constants.literal(to, isInstant ? time : Constants.inUtc(time, zone));
      case TIMESTAMP_NTZ -> Constants.literal(to, local);
      default -> Optional.empty();
    };
  }

  private Optional<Literal> time(Call call, List<Literal> arguments) {
    Object first = Constants.value(arguments.getFirst());
    if (first instanceof LocalDate date) {
      return date(call, date, arguments);
    }
    if (!(first instanceof LocalDateTime time)) {
      return Optional.empty();
    }
    boolean isReading = arguments.getFirst().type().equals(DataType.TIMESTAMP_NTZ);
    return switch (call.function()) {
      case ADD_MICROS ->
          Constants.literal(call.type(), time.plus(number(arguments), ChronoUnit.MICROS));
      case YEAR, MONTH, DAY ->
          isReading ? date(call, time.toLocalDate(), arguments) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Literal> date(Call call, LocalDate date, List<Literal> arguments) {
    Object result =
        switch (call.function()) {
          case DATE_ADD -> date.plusDays(number(arguments));
          case DATE_SUB -> date.minusDays(number(arguments));
          case ADD_MONTHS -> date.plusMonths(number(arguments));
          case YEAR -> (long) date.getYear();
          case MONTH -> (long) date.getMonthValue();
          case DAY -> (long) date.getDayOfMonth();
          default -> throw new ArithmeticException(call.toString());
        };
    return Constants.literal(call.type(), result);
  }

  private static long number(List<Literal> arguments) {
    return (Long) Constants.value(arguments.getLast());
  }
}
