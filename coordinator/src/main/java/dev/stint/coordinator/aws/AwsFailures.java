package dev.stint.coordinator.aws;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What AWS answered or the SDK threw, in words that say what to do.
public final class AwsFailures {

  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");

  private static final Set<String> BAD_KEYS =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "AuthFailure");

  private AwsFailures() {}

  /// Does what `what` says, such as "read the stack stint-functions".
  public static <T> T in(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw of(what, e);
    }
  }

  /// `what` is what could not be done.
  public static StintException of(String what, SdkException cause) {
    var text = "cannot " + what + ": ";
    if (!(cause instanceof AwsServiceException answer)) {
      boolean lacksCredentials =
          String.valueOf(cause.getMessage()).contains("Unable to load credentials");
      return new StintException(
          lacksCredentials ? FailureKind.USER : FailureKind.TRANSIENT,
          text + cause.getMessage(),
          cause);
    }
    var code = code(answer);
    if (EXPIRED.contains(code)) {
      return StintException.user(text + "the AWS credentials have expired; renew them", cause);
    }
    if (BAD_KEYS.contains(code)) {
      return StintException.user(
          text + "AWS does not accept the access key or its secret (" + code + ")", cause);
    }
    var message = text + message(answer) + " (" + code + ")";
    if (isDenied(answer)) {
      return StintException.user(message + "; the credentials in use lack this permission", cause);
    }
    boolean mayPass = answer.isThrottlingException() || answer.statusCode() >= 500;
    return new StintException(mayPass ? FailureKind.TRANSIENT : FailureKind.USER, message, cause);
  }

  public static boolean isDenied(AwsServiceException answer) {
    return code(answer).startsWith("AccessDenied")
        || code(answer).equals("UnauthorizedOperation")
        || answer.statusCode() == 403;
  }

  /// AWS's name for the failure, empty when it gave none.
  public static String code(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /// What AWS said, without the SDK's additions.
  public static String message(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    return details == null || details.errorMessage() == null
        ? String.valueOf(answer.getMessage())
        : details.errorMessage();
  }
}
