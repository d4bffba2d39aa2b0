package dev.stint.executor.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.FailedRequests;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class FunctionLogTest {

  private static final TaskRequest REQUEST =
      new TaskRequest(
          "run7",
          2,
          17,
          1,
          new Fragment(
              new ValuesNode(Schema.EMPTY, List.of()), new StageOutput.UnkeyedExchange(), "UTC"),
          List.of(),
          "s3://work/runs/run7/2/17-1.segment",
          0,
          1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonLines lines =
      new JsonLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @Test
  void linesCarryTheAttemptThatRuns() throws IOException {
    var log = new FunctionLog(lines);
    var record = new LogRecord(Level.WARNING, "read \"{0}\"\nagain");
    record.setParameters(new Object[] {"a.parquet"});
    record.setLoggerName("dev.stint.x");
    record.setThrown(new IllegalStateException("why"));

    log.enter(REQUEST);
    log.handler().publish(record);

    var line = line();
    assertThat(line.get("level").asText()).isEqualTo("WARN");
    assertThat(line.get("logger").asText()).isEqualTo("dev.stint.x");
    assertThat(line.get("message").asText()).isEqualTo("read \"a.parquet\"\nagain");
    assertThat(line.get("stackTrace").asText()).contains("IllegalStateException: why");
    assertIds(line);
  }

  @Test
  void linesBetweenAttemptsCarryNone() throws IOException {
    var log = new FunctionLog(lines);

    log.enter(REQUEST);
    log.enter(null);
    log.handler().publish(new LogRecord(Level.FINE, "idle"));

    assertThat(line().has("run")).isFalse();
    assertThat(line().get("level").asText()).isEqualTo("DEBUG");
  }

  @Test
  void levelComesFromTheEnvironment() {
    assertThat(FunctionLog.level(Map.of())).isEqualTo(Level.INFO);
    assertThat(FunctionLog.level(Map.of("AWS_LAMBDA_LOG_LEVEL", "DEBUG"))).isEqualTo(Level.FINE);
    assertThat(
            FunctionLog.level(Map.of("AWS_LAMBDA_LOG_LEVEL", "DEBUG", "STINT_LOG_LEVEL", "error")))
        .isEqualTo(Level.SEVERE);
    assertThatThrownBy(() -> FunctionLog.level(Map.of("STINT_LOG_LEVEL", "loud")))
        .isInstanceOf(StintException.class)
        .hasMessage("STINT_LOG_LEVEL=loud: write ERROR, WARN, INFO, DEBUG or TRACE");
  }

  @Test
  void anAttemptEndsWithItsNumbersAsMetrics() throws IOException {
    var metrics =
        new TaskMetrics(
            10,
            2000,
            3,
            400,
            5,
            6,
            7,
            1,
            4096,
            1_500_000,
            2_500_000,
            true,
            List.of(),
            List.of(),
            null,
            new FailedRequests(11, 12, 13));
    var response = new TaskResponse.Succeeded(new TaskOutput.Files(List.of()), metrics);

    attemptLine().write(REQUEST, response);

    var line = line();
    assertIds(line);
    assertThat(line.get("outcome").asText()).isEqualTo("succeeded");
    var directive = line.get("_aws").get("CloudWatchMetrics").get(0);
    assertThat(line.get("_aws").get("Timestamp").asLong()).isEqualTo(1000);
    assertThat(directive.get("Namespace").asText()).isEqualTo("Stint");
    assertThat(directive.get("Dimensions").toString())
        .isEqualTo("[[\"function\"],[\"function\",\"outcome\"]]");
    for (var metric : directive.get("Metrics")) {
      assertThat(line.get(metric.get("Name").asText()).isNumber()).as(metric.toString()).isTrue();
    }
    assertThat(line.get("inputRows").asLong()).isEqualTo(10);
    assertThat(line.get("wallMillis").asDouble()).isEqualTo(1.5);
    assertThat(line.get("coldStarts").asLong()).isEqualTo(1);
    assertThat(line.get("throttledReads").asLong()).isEqualTo(11);
    assertThat(line.get("throttledWrites").asLong()).isEqualTo(12);
    assertThat(line.get("otherFailedRequests").asLong()).isEqualTo(13);
  }

  @Test
  void aFailedAttemptSaysWhy() throws IOException {
    var failure = new TaskFailure(FailureKind.USER, "no such column", "at …");

    attemptLine().write(REQUEST, new TaskResponse.Failed(failure, TaskMetrics.NONE));

    assertThat(line().get("outcome").asText()).isEqualTo("failed-USER");
    assertThat(line().get("message").asText()).isEqualTo("no such column");
    assertThat(line().get("level").asText()).isEqualTo("WARN");
  }

  private AttemptLine attemptLine() {
    return new AttemptLine(lines, "stint-task", () -> Instant.ofEpochSecond(1));
  }

  private JsonNode line() throws IOException {
    assertThat(bytes.toString(StandardCharsets.UTF_8)).containsOnlyOnce("\n").endsWith("}\n");
    return new ObjectMapper().readTree(bytes.toByteArray());
  }

  private static void assertIds(JsonNode line) {
    assertThat(line.get("run").asText()).isEqualTo("run7");
    assertThat(line.get("stage").asInt()).isEqualTo(2);
    assertThat(line.get("task").asInt()).isEqualTo(17);
    assertThat(line.get("attempt").asInt()).isEqualTo(1);
  }
}
