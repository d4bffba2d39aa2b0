package dev.stint.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.plan.expression.Call;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.json.RecordWriter;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
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

class JournalJsonTest {

  /// Whoever reads logs with Jackson has such a mapper.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

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
  void isWhatJacksonsMapperWouldWrite(RunEvent event) throws IOException {
    var logged = new LoggedEvent(Instant.parse("2026-01-31T12:00:00.1Z"), event);

    assertThat(new String(PlanJson.write(logged), StandardCharsets.UTF_8))
        .isEqualTo(MAPPER.writeValueAsString(logged));
  }

  static List<RunEvent> samples() {
    return SampleEvents.all();
  }

  /// Whatever a log or a task can hold, by the types of all components from it downwards.
  @Test
  void everyTypeInALogOrATaskHasAForm() {
    var seen = new HashSet<Type>();
    Stream.of(JournalEntry.class, TaskRequest.class, TaskResponse.class)
        .forEach(type -> reach(type, seen));

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
        assertThat((Class<?>) container.getRawType()).isIn(List.class, Map.class);
        if (container.getRawType() == Map.class) {
          assertThat(container.getActualTypeArguments()[0]).isIn(String.class, Integer.class);
        }
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
}
