package dev.stint.shuffle.s3;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What S3 answered or the SDK threw, in the port's terms.
final class S3Failures {

  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "TokenRefreshRequired", "InvalidToken");
  private static final Set<String> BAD_KEYS = Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch");
  private static final Set<String> WRONG_REGION =
      Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "TemporaryRedirect");

  private static final String CLOCK_SKEW = "RequestTimeTooSkewed";

  private S3Failures() {}

  /// `action` is what could not be done, such as "read"; `path` the object or prefix.
  static StintException of(String action, String path, SdkException cause) {
    String what = "cannot " + action + " " + path + ": ";
    if (cause instanceof S3Exception answer) {
      return ofAnswer(what, permission(action), answer);
    }
    if (String.valueOf(cause.getMessage()).contains("Unable to load credentials")) {
      return StintException.user(
          what
              + "found no AWS credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
              + " AWS_PROFILE",
          cause);
    }
    // No answer: a lost connection, a time-out, no free connection, an interrupted thread.
    return StintException.transientFailure(what + cause.getMessage(), cause);
  }

  /// For one key of a request that reported its failures key by key.
  static StintException ofKey(String action, String path, String code, String message) {
    boolean isOurs = code.equals("InternalError") || isSlowDown(code);
    return new StintException(
        isOurs ? FailureKind.TRANSIENT : FailureKind.USER,
        "cannot %s %s: %s (%s)".formatted(action, path, message, code),
        null);
  }

  static boolean isNotFound(S3Exception answer) {
    return answer.statusCode() == 404;
  }

  /// Whether the same request may succeed when it is sent again: also when another conditional
  /// request to the key is under way, and once the SDK has learnt how wrong this machine's clock
  /// is.
  static boolean mayPass(SdkException cause) {
    if (cause instanceof AbortedException) {
      return false; // the thread was interrupted
    }
    if (cause instanceof S3Exception answer) {
      return answer.statusCode() != 412 && (code(answer).equals(CLOCK_SKEW) || isTransient(cause));
    }
    return isTransient(cause);
  }

  /// Whether S3 says that requests come too fast.
  static boolean isSlowDown(SdkException cause) {
    return cause instanceof S3Exception answer
        && (answer.statusCode() == 503 || answer.statusCode() == 429 || isSlowDown(code(answer)));
  }

  private static boolean isTransient(SdkException cause) {
    return of("send", "a request", cause).kind() == FailureKind.TRANSIENT;
  }

  static String code(S3Exception answer) {
    @Nullable AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static StintException ofAnswer(String what, String permission, S3Exception answer) {
    String code = code(answer);
    if (EXPIRED.contains(code)) {
      return user(what, "the AWS credentials have expired; renew them", answer);
    }
    if (BAD_KEYS.contains(code)) {
      return user(what, "S3 does not accept the access key or its secret", answer);
    }
    if (WRONG_REGION.contains(code) || answer.statusCode() / 100 == 3) {
      return user(what, "the bucket is in another region; set AWS_REGION to it", answer);
    }
    return switch (answer.statusCode()) {
      case 404 -> user(what, missing(code), answer);
      case 401, 403 -> user(what, denied(code, permission), answer);
      case 416 -> user(what, "it is shorter than it was when it was listed", answer);
      case 409, 412 -> transientFailure(what, "another writer was faster", answer);
      case 408, 429, 500, 502, 503, 504 ->
          transientFailure(what, "S3 is busy or asks to slow down", answer);
      default ->
          // An upload's completion may fail behind the status 200.
          isSlowDown(code) || code.equals("RequestTimeout") || code.equals("InternalError")
              ? transientFailure(what, "S3 is busy or asks to slow down", answer)
              : user(what, "S3 refused the request", answer);
    };
  }

  private static String missing(String code) {
    return switch (code) {
      case "NoSuchBucket" -> "there is no such bucket";
      case "NoSuchUpload" -> "there is no such upload; it was aborted or completed";
      default -> "there is no such object";
    };
  }

  private static String denied(String code, String permission) {
    return code.equals(CLOCK_SKEW)
        ? "this machine's clock is wrong; set it"
        : "access denied; the credentials in use need " + permission + " on it";
  }

  /// What must be granted for an action, by its first word.
  private static String permission(String action) {
    return switch (action.replaceFirst(" .*", "")) {
      case "read", "look" -> "s3:GetObject";
      case "list" -> "s3:ListBucket";
      case "delete" -> "s3:DeleteObject";
      case "abort" -> "s3:AbortMultipartUpload";
      default -> "s3:PutObject";
    };
  }

  private static boolean isSlowDown(String code) {
    return code.equals("SlowDown") || code.startsWith("Throttling");
  }

  private static StintException user(String what, String why, S3Exception answer) {
    return StintException.user(what + why + suffix(answer), answer);
  }

  private static StintException transientFailure(String what, String why, S3Exception answer) {
    return StintException.transientFailure(what + why + suffix(answer), answer);
  }

  private static String suffix(S3Exception answer) {
    String code = code(answer);
    return " (" + answer.statusCode() + (code.isEmpty() ? "" : " " + code) + ")";
  }
}
