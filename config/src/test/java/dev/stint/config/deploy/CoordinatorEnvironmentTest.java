package dev.stint.config.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinatorEnvironmentTest {

  private static final CoordinatorEnvironment ENVIRONMENT =
      new CoordinatorEnvironment(
          "stint",
          "s3://work",
          new TreeMap<>(Map.of(1769, "arn:aws:lambda:f:1", 10_240, "arn:aws:lambda:g:1")),
          200,
          Duration.ofMinutes(15),
          "https://sqs/queue",
          "https://sqs/dead",
          ZoneId.of("Europe/Berlin"));

  @Test
  void isReadAsItWasWritten() {
    var variables = ENVIRONMENT.toEnvironment();

    assertThat(variables.keySet()).isEqualTo(CoordinatorEnvironment.VARIABLES);
    assertThat(CoordinatorEnvironment.fromEnvironment(variables)).isEqualTo(ENVIRONMENT);
  }

  @Test
  void everyVariableThatIsMissingIsNamed() {
    var variables = new HashMap<>(ENVIRONMENT.toEnvironment());
    variables.remove("STINT_QUEUE_URL");
    variables.put("STINT_CONCURRENCY", "");

    assertThatThrownBy(() -> CoordinatorEnvironment.fromEnvironment(variables))
        .hasMessage(
            "the coordinator function lacks the environment variables"
                + " [STINT_CONCURRENCY, STINT_QUEUE_URL]: deploy it with stint deploy");
  }

  @Test
  void timeZoneIsUtcWhereNoneIsSet() {
    var variables = new HashMap<>(ENVIRONMENT.toEnvironment());
    variables.remove("STINT_TIME_ZONE");

    assertThat(CoordinatorEnvironment.fromEnvironment(variables).timeZone().normalized())
        .isEqualTo(ZoneOffset.UTC);
  }

  @ParameterizedTest
  @CsvSource({
    "STINT_CONCURRENCY, many",
    "STINT_CONCURRENCY, 0",
    "STINT_TASK_TIMEOUT_SECONDS, -1",
    "STINT_TIME_ZONE, Berlin",
    "STINT_TASK_FUNCTIONS, arn:aws:lambda:f:1",
    "STINT_TASK_FUNCTIONS, '1769=a,1769=b'",
    "STINT_TASK_FUNCTIONS, '1769='",
  })
  void valueThatMeansNothingIsNamedWithItsVariable(String variable, String value) {
    var variables = new HashMap<>(ENVIRONMENT.toEnvironment());
    variables.put(variable, value);

    assertThatThrownBy(() -> CoordinatorEnvironment.fromEnvironment(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(variable + "=" + value);
  }
}
