package dev.stint.plan.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what [RecordWriter] writes. Of a record, components that are not there are `null`, zero or
/// `false`; properties that are no component are refused.
public final class RecordReader {

  private final JsonParser in;

  /// Reads from `in`, which remains the caller's.
  public RecordReader(JsonParser in) {
    this.in = in;
  }

  /// The one value of the text.
  ///
  /// @throws IOException that names place and reason for what is no such value
  public <T> T read(Class<T> type) throws IOException {
    in.nextToken();
    var value = type.cast(value(RecordForm.of(type)));
    if (value == null) {
      throw wrong("null in place of a " + type.getSimpleName());
    }
    if (in.nextToken() != null) {
      throw wrong("more text after a " + type.getSimpleName());
    }
    return value;
  }

  /// The value that begins at the present token, and ends at the present token afterwards.
  private @Nullable Object value(RecordForm form) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (form) {
      case RecordForm.Simple simple -> simple(simple);
      case RecordForm.ListOf list -> elements(list.element().form());
      case RecordForm.MapOf map -> entries(map.key(), map.element().form());
      case RecordForm.Constant constant -> constant(constant);
      case RecordForm.Time time -> made(time.type(), () -> time.parse().apply(text()));
      case RecordForm.Substitute substitute -> {
        var part = value(substitute.part().form());
        yield made(substitute.type(), () -> call(substitute.make(), part));
      }
      case RecordForm.OneOf oneOf -> oneOf(oneOf);
      case RecordForm.Whole whole when whole.isArray() -> ofArray(whole);
      case RecordForm.Whole whole -> ofObject(whole);
    };
  }

  private Object simple(RecordForm.Simple simple) throws IOException {
    return switch (simple) {
      case TEXT -> text();
      case LETTER -> letter();
      case INT -> {
        require(JsonToken.VALUE_NUMBER_INT);
        yield in.getIntValue();
      }
      case LONG -> {
        require(JsonToken.VALUE_NUMBER_INT);
        yield in.getLongValue();
      }
      case DOUBLE -> number();
      case BOOLEAN -> {
        if (!in.currentToken().isBoolean()) {
          throw wrong("no truth value");
        }
        yield in.getBooleanValue();
      }
    };
  }

  private String text() throws IOException {
    require(JsonToken.VALUE_STRING);
    return in.getText();
  }

  private Character letter() throws IOException {
    var text = text();
    if (text.length() != 1) {
      throw wrong("no single letter");
    }
    return text.charAt(0);
  }

  /// JSON has no number for what is none, and none for infinity.
  private Double number() throws IOException {
    if (in.currentToken().isNumeric()) {
      return in.getDoubleValue();
    }
    return switch (text()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw wrong("no number");
    };
  }

  private List<@Nullable Object> elements(RecordForm form) throws IOException {
    require(JsonToken.START_ARRAY);
    var elements = new ArrayList<@Nullable Object>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(form));
    }
    return elements;
  }

  private Map<Object, @Nullable Object> entries(RecordForm.Simple key, RecordForm form)
      throws IOException {
    require(JsonToken.START_OBJECT);
    var entries = new LinkedHashMap<Object, @Nullable Object>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      var name = in.currentName();
      var known =
          key == RecordForm.Simple.TEXT ? name : made(key.type(), () -> Integer.valueOf(name));
      in.nextToken();
      entries.put(known, value(form));
    }
    return entries;
  }

  private Object constant(RecordForm.Constant constant) throws IOException {
    var value = constant.values().get(text());
    if (value == null) {
      throw wrong("no %s is called %s".formatted(constant.type().getSimpleName(), text()));
    }
    return value;
  }

  private Object oneOf(RecordForm.OneOf oneOf) throws IOException {
    require(JsonToken.START_OBJECT);
    in.nextToken();
    var name = kind(oneOf.property());
    var kind = oneOf.kinds().get(name);
    if (kind == null) {
      throw wrong("no %s is called %s".formatted(oneOf.type().getSimpleName(), name));
    }
    return rest((RecordForm.Whole) kind.form());
  }

  private Object ofObject(RecordForm.Whole whole) throws IOException {
    require(JsonToken.START_OBJECT);
    in.nextToken();
    var kind = whole.kind();
    if (kind != null && !kind.name().equals(kind(kind.property()))) {
      throw wrong("no " + whole.type().getSimpleName());
    }
    return rest(whole);
  }

  /// The value of the property that tells the kind, which is the present one.
  private String kind(String property) throws IOException {
    if (in.currentToken() != JsonToken.FIELD_NAME || !in.currentName().equals(property)) {
      throw wrong("does not begin with '" + property + "'");
    }
    in.nextToken();
    var name = text();
    in.nextToken();
    return name;
  }

  /// From the present property on.
  private Object rest(RecordForm.Whole whole) throws IOException {
    var values = absent(whole);
    int expected = 0;
    for (; in.currentToken() == JsonToken.FIELD_NAME; in.nextToken()) {
      int position = position(whole, expected);
      expected = position + 1;
      in.nextToken();
      read(whole, position, values);
    }
    require(JsonToken.END_OBJECT);
    return made(whole.type(), () -> call(whole.constructor(), values));
  }

  /// Where the present property is among the components: most often at `expected`.
  private int position(RecordForm.Whole whole, int expected) throws IOException {
    var name = in.currentName();
    if (expected < whole.components().size()
        && whole.components().get(expected).name().equals(name)) {
      return expected;
    }
    var position = whole.positions().get(name);
    if (position == null) {
      throw wrong("no property of %s is called '%s'".formatted(whole.type().getSimpleName(), name));
    }
    return position;
  }

  private Object ofArray(RecordForm.Whole whole) throws IOException {
    require(JsonToken.START_ARRAY);
    var values = absent(whole);
    for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == values.length) {
        throw wrong("too many values of " + whole.type().getSimpleName());
      }
      read(whole, i, values);
    }
    return made(whole.type(), () -> call(whole.constructor(), values));
  }

  private static @Nullable Object[] absent(RecordForm.Whole whole) {
    var values = new @Nullable Object[whole.components().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = whole.components().get(i).absent();
    }
    return values;
  }

  /// What is `null` is as if it were not there.
  private void read(RecordForm.Whole whole, int position, @Nullable Object[] values)
      throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NULL) {
      values[position] = value(whole.components().get(position).form().form());
    }
  }

  private void require(JsonToken token) throws IOException {
    if (in.currentToken() != token) {
      throw wrong("%s in place of %s".formatted(in.currentToken(), token));
    }
  }

  private interface Making {
    @Nullable Object make() throws IOException, InvocationTargetException;
  }

  /// What a class makes, unless it refuses.
  private Object made(Class<?> type, Making making) throws IOException {
    try {
      return Objects.requireNonNull(making.make());
    } catch (InvocationTargetException e) {
      throw refused(type, e.getCause());
    } catch (RuntimeException e) {
      throw refused(type, e);
    }
  }

  private JsonParseException refused(Class<?> type, @Nullable Throwable cause) {
    var reason = cause == null ? "it is refused" : cause.getMessage();
    return new JsonParseException(in, "no %s: %s".formatted(type.getSimpleName(), reason), cause);
  }

  private static @Nullable Object call(Executable make, @Nullable Object... with)
      throws InvocationTargetException {
    return RecordForm.call(make, null, with);
  }

  private JsonParseException wrong(String what) {
    return new JsonParseException(in, what);
  }
}
