package dev.stint.coordinator.journal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes records as the mapper of [JournalJson] does, which reads them. A mapper learns all that a
/// class may say of itself before it writes one: for the classes of a first entry that takes a new
/// JVM 0.1 s, which is much of a small run. This one looks at what the classes of events do say:
/// components, names of subtypes, values that stand for a whole, and components to be left out.
final class RecordWriter {

  /// How a class is written.
  private sealed interface Form {

    /// By what a method gives.
    record Value(Method method) implements Form {}

    /// With its components, and before them what kind it is of a sealed interface.
    record Whole(@Nullable Kind kind, List<Component> components, boolean isArray)
        implements Form {}

    /// By its name.
    record Constant() implements Form {}

    /// By its own text, as ISO 8601 has it.
    record Time() implements Form {}
  }

  private record Kind(String property, String name) {}

  private record Component(String name, Method accessor, boolean isLeftOutEmpty) {}

  private static final ClassValue<Form> FORMS =
      new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
          return form(type);
        }
      };

  private final JsonGenerator out;

  /// Writes to `out`, which the caller closes.
  RecordWriter(JsonGenerator out) {
    this.out = out;
  }

  /// Looks at a class before the first of its kind is written.
  static void prepare(Class<?> type) {
    var _ = FORMS.get(type);
  }

  void write(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Character letter -> out.writeString(letter.toString());
      case Boolean truth -> out.writeBoolean(truth);
      case Collection<?> values -> writeArray(values);
      case Map<?, ?> entries -> writeEntries(entries);
      default -> writeObject(value);
    }
  }

  private void writeArray(Collection<?> values) throws IOException {
    out.writeStartArray();
    for (var each : values) {
      write(each);
    }
    out.writeEndArray();
  }

  private void writeEntries(Map<?, ?> entries) throws IOException {
    out.writeStartObject();
    for (var entry : entries.entrySet()) {
      out.writeFieldName(entry.getKey().toString());
      write(entry.getValue());
    }
    out.writeEndObject();
  }

  private void writeObject(Object value) throws IOException {
    switch (FORMS.get(value.getClass())) {
      case Form.Constant() -> out.writeString(((Enum<?>) value).name());
      case Form.Time() -> out.writeString(value.toString());
      case Form.Value(var method) -> write(result(method, value));
      case Form.Whole whole when whole.isArray() -> {
        out.writeStartArray();
        for (var component : whole.components()) {
          write(result(component.accessor(), value));
        }
        out.writeEndArray();
      }
      case Form.Whole whole -> {
        out.writeStartObject();
        writeProperties(whole, value);
        out.writeEndObject();
      }
    }
  }

  private void writeProperties(Form.Whole whole, Object value) throws IOException {
    if (whole.kind() != null) {
      out.writeStringField(whole.kind().property(), whole.kind().name());
    }
    for (var component : whole.components()) {
      var held = result(component.accessor(), value);
      boolean isEmpty = held instanceof Collection<?> all && all.isEmpty();
      if (held != null && !(isEmpty && component.isLeftOutEmpty())) {
        out.writeFieldName(component.name());
        write(held);
      }
    }
  }

  private static @Nullable Object result(Method method, Object of) {
    try {
      return method.invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot ask " + of.getClass() + " for " + method, e);
    }
  }

  private static Form form(Class<?> type) {
    for (var method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(JsonValue.class) && !method.isBridge()) {
        method.setAccessible(true);
        return new Form.Value(method);
      }
    }
    if (type.isEnum()) {
      return new Form.Constant();
    }
    if (type == Instant.class || type == Duration.class) {
      return new Form.Time();
    }
    if (!type.isRecord()) {
      throw new IllegalStateException("no event may hold a " + type);
    }
    var components = new ArrayList<Component>();
    for (var component : type.getRecordComponents()) {
      components.add(component(component));
    }
    var format = type.getAnnotation(JsonFormat.class);
    return new Form.Whole(
        kind(type), components, format != null && format.shape() == JsonFormat.Shape.ARRAY);
  }

  private static Component component(RecordComponent component) {
    var accessor = component.getAccessor();
    accessor.setAccessible(true);
    var include = accessor.getAnnotation(JsonInclude.class);
    return new Component(
        component.getName(),
        accessor,
        include != null && include.value() == JsonInclude.Include.NON_EMPTY);
  }

  /// What the nearest interface above that names its kinds calls this one.
  private static @Nullable Kind kind(Class<?> type) {
    var above = new ArrayDeque<Class<?>>(List.of(type));
    while (!above.isEmpty()) {
      var next = above.remove();
      var info = next.getAnnotation(JsonTypeInfo.class);
      if (info != null) {
        return new Kind(info.property(), name(next, type));
      }
      above.addAll(Arrays.asList(next.getInterfaces()));
    }
    return null;
  }

  private static String name(Class<?> sealed, Class<?> type) {
    var kinds = sealed.getAnnotation(JsonSubTypes.class);
    return Stream.of(kinds == null ? new JsonSubTypes.Type[0] : kinds.value())
        .filter(kind -> kind.value() == type)
        .map(JsonSubTypes.Type::name)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(sealed + " has no name for " + type));
  }
}
