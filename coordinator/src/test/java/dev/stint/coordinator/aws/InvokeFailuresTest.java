package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvokeFailuresTest {

  private static final String EXIT = "RequestId: 1 Error: Runtime exited with error: ";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          # killed: what is known of its memory decides
          signal: killed | -                                                | TRANSIENT | true
          signal: killed | Memory Size: 2048 MB	Max Memory Used: 700 MB      | TRANSIENT | true
          signal: killed | Memory Size: 2048 MB	Max Memory Used: 1946 MB     | RESOURCE  | false
          signal: killed | Memory Size: 2048 MB	Max Memory Used: 2048 MB     | RESOURCE  | false
          # ended by itself: for lack of memory if it says so, or was full
          exit status 1  | -                                                | TRANSIENT | false
          exit status 1  | Memory Size: 2048 MB	Max Memory Used: 1946 MB     | TRANSIENT | false
          exit status 1  | Memory Size: 2048 MB	Max Memory Used: 2048 MB     | RESOURCE  | false
          exit status 3  | Terminating due to java.lang.OutOfMemoryError: x | RESOURCE  | false
          signal: aborted | # There is insufficient memory for the Java Runtime Environment to continue. | RESOURCE | false
          signal: aborted | # A fatal error has been detected by the Java Runtime Environment | TRANSIENT | false
          signal: segmentation fault | -                                    | TRANSIENT | false
          """)
  void endOfTheProcessSaysWhatToDo(
      String end, String log, FailureKind kind, boolean mayBeOutOfMemory) {
    var failure = failure("Runtime.ExitError", EXIT + end, log);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.mayBeOutOfMemory()).isEqualTo(mayBeOutOfMemory);
  }

  @Test
  void outOfMemoryReportedByTheHandlerNeedsMore() {
    assertThat(failure("java.lang.OutOfMemoryError", "Java heap space", null).kind())
        .isEqualTo(FailureKind.RESOURCE);
  }

  @Test
  void functionThatRanOutOfTimeIsNoMatterOfMemory() {
    var failure = failure("Sandbox.Timedout", "Task timed out after 3.00 seconds", null);

    assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(failure.mayBeOutOfMemory()).isFalse();
  }

  private static TaskFailure failure(String type, String message, String log) {
    String payload = "{\"errorType\":\"%s\",\"errorMessage\":\"%s\"}".formatted(type, message);
    String tail =
        log == null
            ? null
            : Base64.getEncoder().encodeToString(log.getBytes(StandardCharsets.UTF_8));
    return InvokeFailures.ofFunction("f", payload.getBytes(StandardCharsets.UTF_8), tail);
  }
}
