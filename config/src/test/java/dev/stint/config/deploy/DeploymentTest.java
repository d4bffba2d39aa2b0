package dev.stint.config.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {

  private static final Map<String, String> OUTPUTS =
      Map.ofEntries(
          Map.entry("Name", "stint"),
          Map.entry("StintVersion", "0.1.0"),
          Map.entry("WorkBucket", "stint-storage-work-1"),
          Map.entry("TaskFunctions", "1769=arn:f:3,10240=arn:g:3"),
          Map.entry("CoordinatorFunction", "arn:c:live"),
          Map.entry("Concurrency", "200"),
          Map.entry("QueueUrl", "https://sqs/1/stint-events"),
          Map.entry("QueueArn", "arn:sqs:stint-events"),
          Map.entry("DeadLetterQueueUrl", "https://sqs/1/stint-dead-letters"),
          Map.entry("DeadLetterQueueArn", "arn:sqs:stint-dead-letters"),
          Map.entry("ScheduleGroup", "stint"),
          Map.entry("SchedulerRole", "arn:role"));

  @Test
  void isWhatTheOutputsSay() {
    assertThat(Deployment.of(OUTPUTS))
        .isEqualTo(
            new Deployment(
                "stint",
                "0.1.0",
                "s3://stint-storage-work-1",
                new TreeMap<>(Map.of(1769, "arn:f:3", 10_240, "arn:g:3")),
                "arn:c:live",
                200,
                "https://sqs/1/stint-events",
                "arn:sqs:stint-events",
                "https://sqs/1/stint-dead-letters",
                "arn:sqs:stint-dead-letters",
                "stint",
                "arn:role"));
  }

  @Test
  void everyOutputThatIsMissingIsNamed() {
    var outputs = new HashMap<>(OUTPUTS);
    outputs.keySet().removeAll(Set.of("SchedulerRole", "ScheduleGroup"));

    assertThatThrownBy(() -> Deployment.of(outputs))
        .hasMessage(
            "the stacks lack the outputs [ScheduleGroup, SchedulerRole]:"
                + " deploy them whole, with stint deploy");
  }

  @Test
  void everyOutputThatIsUnknownIsNamed() {
    var outputs = new HashMap<>(OUTPUTS);
    outputs.put("Flock", "terns");

    assertThatThrownBy(() -> Deployment.of(outputs))
        .hasMessageContaining("that this version of Stint does not know, [Flock]");
  }

  @ParameterizedTest
  @CsvSource({"Concurrency, few", "Concurrency, 0", "TaskFunctions, f", "TaskFunctions, 1769="})
  void outputThatMeansNothingIsNamed(String output, String value) {
    var outputs = new HashMap<>(OUTPUTS);
    outputs.put(output, value);

    assertThatThrownBy(() -> Deployment.of(outputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(output + "=" + value);
  }
}
