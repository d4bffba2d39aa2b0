package dev.stint.sql.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.stint.plan.type.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The schema of one JSON text, as Spark writes schemas.
final class SchemaText {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SchemaText() {}

  /// What a JSON value can be taken for.
  private sealed interface Shape {
    /// Of null, of an empty string, and of the elements of an empty array.
    record Nothing() implements Shape {}

    record Flat(DataType type) implements Shape {}

    record Elements(Shape of) implements Shape {}

    /// In the order of their names.
    record Fields(List<Field> fields) implements Shape {}
  }

  private record Field(String name, Shape shape) {}

  private static final Shape NOTHING = new Shape.Nothing();
  private static final Shape STRING = new Shape.Flat(DataType.STRING);

  /// @throws IOException for what is no JSON, up to the end of the first value
  static String ofJson(String json) throws IOException {
    try (var parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return ofRoot(shape(parser));
    }
  }

  private static String ofRoot(Shape shape) {
    boolean isOfFields = shape instanceof Shape.Elements(var of) && of instanceof Shape.Fields;
    return text(shape)
        .orElse(
            isOfFields ? "ARRAY<STRUCT<>>" : shape instanceof Shape.Fields ? "STRUCT<>" : "STRING");
  }

  private static Shape shape(JsonParser parser) throws IOException {
    // No token: an empty text.
    return switch (parser.currentToken()) {
      case null -> NOTHING;
      case VALUE_NULL -> NOTHING;
      case VALUE_STRING -> parser.getTextLength() == 0 ? NOTHING : STRING;
      case VALUE_TRUE, VALUE_FALSE -> new Shape.Flat(DataType.BOOLEAN);
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> new Shape.Flat(DataType.DOUBLE);
      case START_ARRAY -> elements(parser);
      case START_OBJECT -> fields(parser);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private static Shape whole(JsonParser parser) throws IOException {
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return new Shape.Flat(DataType.BIGINT);
    }
    int digits = parser.getDecimalValue().precision();
    return new Shape.Flat(
        digits > DataType.MAX_DECIMAL_PRECISION ? DataType.DOUBLE : DataType.decimal(digits, 0));
  }

  private static Shape elements(JsonParser parser) throws IOException {
    var common = NOTHING;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      common = common(common, shape(parser));
    }
    return new Shape.Elements(common);
  }

  private static Shape fields(JsonParser parser) throws IOException {
    var fields = new ArrayList<Field>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.add(new Field(name, shape(parser)));
    }
    fields.sort(Comparator.comparing(Field::name));
    return new Shape.Fields(List.copyOf(fields));
  }

  private static Shape common(Shape one, Shape other) {
    if (one.equals(other) || other instanceof Shape.Nothing) {
      return one;
    }
    return switch (one) {
      case Shape.Nothing _ -> other;
      case Shape.Elements(var of) ->
          other instanceof Shape.Elements(var others)
              ? new Shape.Elements(common(of, others))
              : STRING;
      case Shape.Fields(var fields) ->
          other instanceof Shape.Fields(var others) ? merged(fields, others) : STRING;
      case Shape.Flat(var type) ->
          other instanceof Shape.Flat(var second) ? number(type, second) : STRING;
    };
  }

  private static Shape number(DataType one, DataType other) {
    if (!one.isNumeric() || !other.isNumeric()) {
      return STRING;
    }
    if (one.isFloatingPoint() || other.isFloatingPoint()) {
      return new Shape.Flat(DataType.DOUBLE);
    }
    int digits = Math.max(digits(one), digits(other));
    return new Shape.Flat(DataType.decimal(digits, 0));
  }

  /// Of a BIGINT those of a decimal that holds each.
  private static int digits(DataType type) {
    return type.isDecimal() ? type.precision() : 20;
  }

  private static Shape merged(List<Field> one, List<Field> other) {
    var fields = new ArrayList<Field>();
    int left = 0;
    int right = 0;
    while (left < one.size() || right < other.size()) {
      int order =
          left == one.size()
              ? 1
              : right == other.size()
                  ? -1
                  : one.get(left).name().compareTo(other.get(right).name());
      var field = order <= 0 ? one.get(left) : other.get(right);
      fields.add(
          order == 0
              ? new Field(field.name(), common(field.shape(), other.get(right).shape()))
              : field);
      left += order <= 0 ? 1 : 0;
      right += order >= 0 ? 1 : 0;
    }
    return new Shape.Fields(fields);
  }

  /// Empty for objects without fields, which are left out.
  private static Optional<String> text(Shape shape) {
    return switch (shape) {
      case Shape.Nothing _ -> Optional.of("STRING");
      case Shape.Flat(var type) -> Optional.of(type.toString().toUpperCase(Locale.ROOT));
      case Shape.Elements(var of) -> text(of).map("ARRAY<%s>"::formatted);
      case Shape.Fields(var fields) -> {
        String list =
            fields.stream()
                .filter(field -> !field.name().isEmpty())
                .flatMap(field -> text(field.shape()).map(t -> named(field.name(), t)).stream())
                .collect(Collectors.joining(", "));
        yield list.isEmpty() ? Optional.empty() : Optional.of("STRUCT<" + list + ">");
      }
    };
  }

  static String named(String name, String type) {
    boolean isPlain = PLAIN.matcher(name).matches();
    return (isPlain ? name : "`" + name.replace("`", "``") + "`") + ": " + type;
  }
}
