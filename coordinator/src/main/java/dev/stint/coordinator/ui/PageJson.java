package dev.stint.coordinator.ui;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.stint.coordinator.page.AttemptColumns;
import dev.stint.plan.failure.StintException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// What pages get, as bytes: records by their components' names. What is `null` is written, since
/// scripts ask for it. No mapper, which would take a new process 0.3 s to look at these classes.
final class PageJson {

  private static final JsonFactory JSON = new JsonFactory();

  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          var accessors = Stream.of(type.getRecordComponents()).map(RecordComponent::getAccessor);
          return accessors.map(PageJson::opened).toList();
        }
      };

  private PageJson() {}

  /// Records may be private.
  private static Method opened(Method accessor) {
    accessor.setAccessible(true);
    return accessor;
  }

  static byte[] bytes(Object data) {
    var bytes = new ByteArrayOutputStream();
    try (var out = JSON.createGenerator(bytes)) {
      write(out, data);
    } catch (IOException | ReflectiveOperationException e) {
      throw StintException.internal("cannot write what a page shows", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, @Nullable Object value)
      throws IOException, ReflectiveOperationException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Boolean truth -> out.writeBoolean(truth);
      case int[] numbers -> out.writeArray(numbers, 0, numbers.length);
      case long[] numbers -> out.writeArray(numbers, 0, numbers.length);
      case List<?> values -> {
        out.writeStartArray();
        for (var each : values) {
          write(out, each);
        }
        out.writeEndArray();
      }
      case AttemptColumns attempts -> writeColumns(out, attempts.columns());
      case Record fields -> writeFields(out, fields);
      default -> throw new IllegalStateException("pages may not get a " + value.getClass());
    }
  }

  private static void writeColumns(JsonGenerator out, Map<String, Object> columns)
      throws IOException, ReflectiveOperationException {
    out.writeStartObject();
    for (var column : columns.entrySet()) {
      out.writeFieldName(column.getKey());
      write(out, column.getValue());
    }
    out.writeEndObject();
  }

  private static void writeFields(JsonGenerator out, Record fields)
      throws IOException, ReflectiveOperationException {
    out.writeStartObject();
    for (var accessor : ACCESSORS.get(fields.getClass())) {
      out.writeFieldName(accessor.getName());
      write(out, accessor.invoke(fields));
    }
    out.writeEndObject();
  }

  static byte[] compressed(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
