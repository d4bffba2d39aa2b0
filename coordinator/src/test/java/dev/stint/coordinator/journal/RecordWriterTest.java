package dev.stint.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.plan.expression.Call;
import dev.stint.plan.format.CsvFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordWriterTest {

  private static final ObjectMapper MAPPER = JournalJson.mapper();
  private static final Set<Class<?>> SIMPLE =
      Set.of(
          String.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          char.class,
          Character.class,
          boolean.class);

  @ParameterizedTest
  @MethodSource("samples")
  void writesWhatTheMapperThatReadsItWouldWrite(RunEvent event) throws IOException {
    var logged = new LoggedEvent(Instant.parse("2026-01-31T12:00:00.1Z"), event);

    assertThat(written(logged)).isEqualTo(MAPPER.writeValueAsString(logged));
  }

  static List<RunEvent> samples() {
    return SampleEvents.all();
  }

  /// Whatever an event can hold, by the types of all components from it downwards.
  @Test
  void everyTypeInAnEventHasAForm() {
    var seen = new HashSet<Type>();
    reach(LoggedEvent.class, seen);

    assertThat(seen).contains(CsvFormat.class, Call.class, CommitStep.Planned.class);
    assertThat(seen.stream().filter(Class.class::isInstance).map(Class.class::cast))
        .filteredOn(type -> !type.isSealed() && !SIMPLE.contains(type))
        .allSatisfy(RecordWriter::prepare);
  }

  private static void reach(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    switch (type) {
      case ParameterizedType container -> {
        assertThat((Class<?>) container.getRawType()).isIn(List.class, Map.class, Set.class);
        Stream.of(container.getActualTypeArguments()).forEach(each -> reach(each, seen));
      }
      case Class<?> sealed when sealed.isSealed() && !sealed.isRecord() ->
          Stream.of(sealed.getPermittedSubclasses()).forEach(each -> reach(each, seen));
      case Class<?> plain when plain.isRecord() ->
          Stream.of(plain.getRecordComponents())
              .forEach(component -> reach(component.getGenericType(), seen));
      default -> {}
    }
  }

  @Test
  void whatItHasNoFormForIsRefused() {
    assertThatThrownBy(() -> written(new Object()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.Object");
  }

  private static String written(Object value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new JsonFactory().createGenerator(bytes)) {
      new RecordWriter(out).write(value);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
