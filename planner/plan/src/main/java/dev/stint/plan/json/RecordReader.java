package dev.stint.plan.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    var value = type.cast(value(type));
    if (value == null) {
      throw wrong("null in place of a " + type.getSimpleName());
    }
    if (in.nextToken() != null) {
      throw wrong("more text after a " + type.getSimpleName());
    }
    return value;
  }

  /// The value that begins at the present token, and ends at the present token afterwards.
  private @Nullable Object value(Type type) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return type instanceof Class<?> plain && plain.isPrimitive() ? zero(plain) : null;
    }
    return type instanceof ParameterizedType container
        ? contents((Class<?>) container.getRawType(), container.getActualTypeArguments())
        : value((Class<?>) type);
  }

  private Object value(Class<?> type) throws IOException {
    if (type == String.class) {
      return text();
    }
    if (type == int.class || type == Integer.class) {
      require(JsonToken.VALUE_NUMBER_INT);
      return in.getIntValue();
    }
    if (type == long.class || type == Long.class) {
      require(JsonToken.VALUE_NUMBER_INT);
      return in.getLongValue();
    }
    if (type == double.class || type == Double.class) {
      return number();
    }
    if (type == boolean.class || type == Boolean.class) {
      if (!in.currentToken().isBoolean()) {
        throw wrong("no truth value");
      }
      return in.getBooleanValue();
    }
    if (type == char.class || type == Character.class) {
      if (text().length() != 1) {
        throw wrong("no single letter");
      }
      return text().charAt(0);
    }
    return of(type, RecordForm.of(type));
  }

  private Object of(Class<?> type, RecordForm form) throws IOException {
    return switch (form) {
      case RecordForm.Constant constant -> {
        var value = constant.values().get(text());
        if (value == null) {
          throw wrong("no %s is called %s".formatted(type.getSimpleName(), text()));
        }
        yield value;
      }
      case RecordForm.Time time -> made(type, () -> time.parse().apply(text()));
      case RecordForm.Substitute substitute -> {
        var part = value(substitute.type());
        yield made(type, () -> call(substitute.make(), part));
      }
      case RecordForm.OneOf oneOf -> oneOf(type, oneOf);
      case RecordForm.Whole whole when whole.isArray() -> ofArray(type, whole);
      case RecordForm.Whole whole -> {
        require(JsonToken.START_OBJECT);
        in.nextToken();
        if (whole.kind() != null && !whole.kind().name().equals(kind(whole.kind().property()))) {
          throw wrong("no " + type.getSimpleName());
        }
        yield whole(type, whole);
      }
    };
  }

  private Object oneOf(Class<?> type, RecordForm.OneOf oneOf) throws IOException {
    require(JsonToken.START_OBJECT);
    in.nextToken();
    var name = kind(oneOf.property());
    var kind = oneOf.kinds().get(name);
    if (kind == null) {
      throw wrong("no %s is called %s".formatted(type.getSimpleName(), name));
    }
    if (RecordForm.of(kind) instanceof RecordForm.Whole whole) {
      return whole(kind, whole);
    }
    throw new IllegalStateException(kind + " is no record");
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
  private Object whole(Class<?> type, RecordForm.Whole whole) throws IOException {
    var values = zeros(whole);
    for (; in.currentToken() == JsonToken.FIELD_NAME; in.nextToken()) {
      var position = whole.positions().get(in.currentName());
      if (position == null) {
        throw wrong(
            "no property of %s is called '%s'".formatted(type.getSimpleName(), in.currentName()));
      }
      in.nextToken();
      values[position] = value(whole.components().get(position).type());
    }
    require(JsonToken.END_OBJECT);
    return made(type, () -> call(whole.constructor(), values));
  }

  private Object ofArray(Class<?> type, RecordForm.Whole whole) throws IOException {
    require(JsonToken.START_ARRAY);
    var values = zeros(whole);
    int count = 0;
    for (; in.nextToken() != JsonToken.END_ARRAY; count++) {
      if (count == values.length) {
        throw wrong("too many values of " + type.getSimpleName());
      }
      values[count] = value(whole.components().get(count).type());
    }
    return made(type, () -> call(whole.constructor(), values));
  }

  private static @Nullable Object[] zeros(RecordForm.Whole whole) {
    var values = new @Nullable Object[whole.components().size()];
    for (int i = 0; i < values.length; i++) {
      if (whole.components().get(i).type() instanceof Class<?> plain && plain.isPrimitive()) {
        values[i] = zero(plain);
      }
    }
    return values;
  }

  private static Object zero(Class<?> primitive) {
    return Objects.requireNonNull(Array.get(Array.newInstance(primitive, 1), 0));
  }

  private Object contents(Class<?> container, Type[] of) throws IOException {
    if (container == Map.class) {
      return entries(of[0], of[1]);
    }
    if (container == List.class) {
      return elements(new ArrayList<>(), of[0]);
    }
    if (container == Set.class) {
      return elements(new LinkedHashSet<>(), of[0]);
    }
    throw new IllegalStateException("plans and logs may not hold a " + container);
  }

  private Object entries(Type keyType, Type type) throws IOException {
    require(JsonToken.START_OBJECT);
    var entries = new LinkedHashMap<Object, @Nullable Object>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      var key = key(in.currentName(), keyType);
      in.nextToken();
      entries.put(key, value(type));
    }
    return entries;
  }

  private Object key(String name, Type type) throws IOException {
    if (type == String.class) {
      return name;
    }
    if (type != Integer.class) {
      throw new IllegalStateException("plans and logs may not hold a map of " + type);
    }
    try {
      return Integer.valueOf(name);
    } catch (NumberFormatException e) {
      throw new JsonParseException(in, "no whole number: " + name, e);
    }
  }

  private Object elements(Collection<@Nullable Object> elements, Type type) throws IOException {
    require(JsonToken.START_ARRAY);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(type));
    }
    return elements;
  }

  private String text() throws IOException {
    require(JsonToken.VALUE_STRING);
    return in.getText();
  }

  /// JSON has no number for what is none, and none for infinity.
  private double number() throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      if (!in.currentToken().isNumeric()) {
        throw wrong("no number");
      }
      return in.getDoubleValue();
    }
    return switch (in.getText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw wrong("no number");
    };
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
