package dev.stint.plan.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes records and what they hold as JSON, in the form that [RecordForm] finds. What is `null`
/// is left out of records, and kept in lists and maps.
public final class RecordWriter {

  private final JsonGenerator out;

  /// Writes to `out`, which remains the caller's.
  public RecordWriter(JsonGenerator out) {
    this.out = out;
  }

  /// Looks at a class before the first of its kind is written or read.
  public static void prepare(Class<?> type) {
    var _ = RecordForm.of(type);
  }

  /// @throws IllegalStateException for a value of a class that plans and logs may not hold
  public void write(@Nullable Object value) throws IOException {
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
    switch (RecordForm.of(value.getClass())) {
      case RecordForm.Constant constant -> out.writeString(constant.texts().get(value));
      case RecordForm.Time _ -> out.writeString(value.toString());
      case RecordForm.Substitute substitute -> write(result(substitute.give(), value));
      case RecordForm.Whole whole when whole.isArray() -> {
        out.writeStartArray();
        for (var component : whole.components()) {
          write(result(component.accessor(), value));
        }
        out.writeEndArray();
      }
      case RecordForm.Whole whole -> {
        out.writeStartObject();
        writeProperties(whole, value);
        out.writeEndObject();
      }
      case RecordForm.Simple _, RecordForm.ListOf _, RecordForm.MapOf _, RecordForm.OneOf _ ->
          throw new IllegalStateException("no record: " + value.getClass());
    }
  }

  private void writeProperties(RecordForm.Whole whole, Object value) throws IOException {
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

  private static @Nullable Object result(Executable accessor, Object of) {
    try {
      return RecordForm.call(accessor, of);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("cannot ask " + of.getClass() + " for " + accessor, e);
    }
  }
}
