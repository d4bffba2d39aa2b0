package dev.stint.shuffle.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.shuffle.s3.S3Calls.Kind;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3CallsTest {

  private final ScriptedClock clock = new ScriptedClock();
  private final S3Calls calls = new S3Calls(clock, new Random(1));
  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void whatMayPassIsTriedUntilItDoes() {
    assertThat(run(Kind.READ, "b", 3, answer(500, "InternalError"))).isEqualTo(4);

    assertThat(clock.sleeps).hasSize(3);
  }

  @Test
  void triesAndPausesAreBounded() {
    var failure = answer(500, "InternalError");

    assertThatThrownBy(() -> run(Kind.READ, "b", 100, failure)).isSameAs(failure);

    assertThat(sent).hasValue(S3Calls.MAX_TRIES);
    long bound = S3Calls.FIRST_PAUSE_NANOS;
    assertThat(clock.sleeps).hasSize(S3Calls.MAX_TRIES - 1);
    for (long pause : clock.sleeps) {
      assertThat(pause).isBetween(0L, bound);
      bound *= 2;
    }
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    assertThatThrownBy(() -> run(Kind.READ, "b", 1, answer(403, "AccessDenied")))
        .isInstanceOf(S3Exception.class);
    assertThatThrownBy(() -> run(Kind.WRITE, "b", 1, answer(412, "PreconditionFailed")))
        .isInstanceOf(S3Exception.class);

    assertThat(clock.sleeps).isEmpty();
  }

  @Test
  void conflictsAndWrongClocksMayPass() {
    assertThat(run(Kind.WRITE, "b", 1, answer(409, "ConditionalRequestConflict"))).isEqualTo(2);
    assertThat(run(Kind.WRITE, "b", 1, answer(403, "RequestTimeTooSkewed"))).isEqualTo(2);
  }

  @Test
  void slowDownSlowsThatKindOfRequestToThatBucketOnly() {
    assertThat(run(Kind.WRITE, "b", 1, answer(503, "SlowDown"))).isEqualTo(2);
    clock.sleeps.clear();

    for (int i = 0; i < 3; i++) {
      run(Kind.READ, "b", 0, answer(500, ""));
      run(Kind.WRITE, "other", 0, answer(500, ""));
    }
    assertThat(clock.sleeps).isEmpty();

    for (int i = 0; i < 3; i++) {
      run(Kind.WRITE, "b", 0, answer(500, ""));
    }
    assertThat(clock.sleeps).isNotEmpty();
  }

  @Test
  void anInterruptedThreadSendsNothing() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> run(Kind.READ, "b", 0, answer(500, "")))
          .isInstanceOf(SdkException.class)
          .hasMessageContaining("interrupted");
      assertThat(sent).hasValue(0);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /// Fails `failures` times; gives how often it was sent.
  private int run(Kind kind, String bucket, int failures, SdkException failure) {
    sent.set(0);
    return calls.run(
        kind,
        bucket,
        () -> {
          if (sent.incrementAndGet() <= failures) {
            throw failure;
          }
          return sent.get();
        });
  }

  private static S3Exception answer(int status, String code) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
