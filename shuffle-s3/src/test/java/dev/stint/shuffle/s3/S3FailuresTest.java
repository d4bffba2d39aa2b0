package dev.stint.shuffle.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, USER, no such object",
    "404, NoSuchBucket, USER, no such bucket",
    "404, NoSuchUpload, USER, no such upload",
    "403, AccessDenied, USER, access denied; the credentials in use need s3:GetObject on it",
    "403, InvalidAccessKeyId, USER, access key",
    "403, RequestTimeTooSkewed, USER, clock",
    "400, ExpiredToken, USER, expired",
    "301, PermanentRedirect, USER, AWS_REGION",
    "400, AuthorizationHeaderMalformed, USER, AWS_REGION",
    "416, InvalidRange, USER, shorter",
    "409, ConditionalRequestConflict, TRANSIENT, another writer",
    "412, PreconditionFailed, TRANSIENT, another writer",
    "429, TooManyRequests, TRANSIENT, slow down",
    "500, InternalError, TRANSIENT, busy",
    "503, SlowDown, TRANSIENT, slow down",
    "400, RequestTimeout, TRANSIENT, slow down",
    "400, InvalidRequest, USER, refused",
  })
  void answersAreSortedByWhatToDo(int status, String code, FailureKind kind, String words) {
    var answer =
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();

    var failure = S3Failures.of("read", "s3://bucket/key", answer);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure)
        .hasMessageStartingWith("cannot read s3://bucket/key: ")
        .hasMessageContaining(words)
        .hasMessageEndingWith("(%d %s)".formatted(status, code));
  }

  @ParameterizedTest
  @CsvSource({
    "Unable to load credentials from any of the providers, USER, AWS_PROFILE",
    "Unable to execute HTTP request: Connection reset, TRANSIENT, Connection reset",
    "Unable to execute HTTP request: Acquire operation took longer, TRANSIENT, Acquire",
  })
  void withoutAnAnswerOnlyCredentialsAreTheUsers(String message, FailureKind kind, String words) {
    var failure =
        S3Failures.of(
            "list", "s3://bucket/", SdkClientException.builder().message(message).build());

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining("s3://bucket/").hasMessageContaining(words);
  }
}
