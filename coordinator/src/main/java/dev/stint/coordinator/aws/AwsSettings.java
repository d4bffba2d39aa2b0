package dev.stint.coordinator.aws;

import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.plan.failure.StintException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// How to reach AWS, or at `endpoint` what speaks its protocols. Without keys, credentials are
/// those that the AWS SDK finds: environment, profile, the function's or machine's role. Secrets
/// are never printed.
public record AwsSettings(String region, @Nullable URI endpoint, @Nullable AwsKeys keys) {

  /// The variable that names another server than AWS.
  public static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL";

  /// What emulators take for keys where a user has none.
  private static final AwsKeys EMULATOR_KEYS = AwsKeys.of("test", "test");

  /// AWS itself, in the region and with the credentials that the SDK finds.
  ///
  /// @throws StintException of kind USER when there is no region or there are no credentials
  public static AwsSettings ofAws(Map<String, String> environment) {
    var region = region(environment);
    if (region == null) {
      throw StintException.user(
          "no AWS region is set: set AWS_REGION, or write region into the profile in"
              + " ~/.aws/config");
    }
    var settings = new AwsSettings(region, endpoint(environment), null);
    var problem = settings.credentialsProblem();
    if (problem != null) {
      throw StintException.user(
          "found no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or log in (aws sso login); "
              + problem);
    }
    return settings;
  }

  /// An emulator at the endpoint that the environment names. Where the user has no region or
  /// credentials, it gets those that emulators take.
  ///
  /// @throws StintException of kind USER when no endpoint is set
  public static AwsSettings ofEmulator(Map<String, String> environment) {
    var endpoint = endpoint(environment);
    if (endpoint == null) {
      throw StintException.user(
          "the target localstack needs to know where the emulator is: set "
              + ENDPOINT_VARIABLE
              + ", such as "
              + ENDPOINT_VARIABLE
              + "=http://127.0.0.1:4566");
    }
    var keys = keys(environment);
    var region = region(environment);
    var found =
        new AwsSettings(region == null ? S3Settings.DEFAULT_REGION : region, endpoint, keys);
    return keys == null && found.credentialsProblem() != null
        ? new AwsSettings(found.region, endpoint, EMULATOR_KEYS)
        : found;
  }

  private static @Nullable AwsKeys keys(Map<String, String> environment) {
    var accessKey = value(environment, "AWS_ACCESS_KEY_ID");
    var secretKey = value(environment, "AWS_SECRET_ACCESS_KEY");
    if (accessKey != null && secretKey != null) {
      return new AwsKeys(accessKey, secretKey, value(environment, "AWS_SESSION_TOKEN"));
    }
    if (accessKey != null || secretKey != null) {
      throw StintException.user(
          "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together: %s is not set"
              .formatted(accessKey == null ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY"));
    }
    return null;
  }

  /// Those of a function: the region it is in, its role, and the endpoint it was deployed with.
  public static AwsSettings ofFunction(Map<String, String> environment) {
    var region = region(environment);
    return new AwsSettings(
        region == null ? S3Settings.DEFAULT_REGION : region, endpoint(environment), null);
  }

  /// The same for S3: a server at an endpoint has no host name for each bucket.
  public S3Settings s3() {
    boolean isPathStyle = endpoint != null;
    return keys == null
        ? new S3Settings(endpoint, region, isPathStyle, null, null, null)
        : new S3Settings(
            endpoint, region, isPathStyle, keys.accessKey(), keys.secretKey(), keys.sessionToken());
  }

  /// The same for functions, which are named by their memory in megabytes.
  public LambdaSettings lambda(
      SortedMap<Integer, String> functions, PaceLimits limits, Duration timeout) {
    return new LambdaSettings(endpoint, region, keys, functions, limits, timeout);
  }

  /// What a user knows the place by.
  public String place() {
    return endpoint == null ? region : region + " at " + endpoint;
  }

  AwsCredentialsProvider credentials() {
    return AwsKeys.provider(keys);
  }

  /// `null` when there are credentials.
  private @Nullable String credentialsProblem() {
    try {
      credentials().resolveCredentials();
      return null;
    } catch (SdkException _) {
      return profileProblem();
    }
  }

  /// What the profile lacks: of all places that may have credentials, the one that people set up.
  private static String profileProblem() {
    try (var profile = ProfileCredentialsProvider.create()) {
      profile.resolveCredentials();
      return "what they come from does not answer";
    } catch (SdkException e) {
      return withoutContent(String.valueOf(e.getMessage()));
    }
  }

  /// The SDK prints the whole profile file.
  static String withoutContent(String message) {
    return message.replaceFirst("(?s): ProfileFile\\(.*", "");
  }

  private static @Nullable String region(Map<String, String> environment) {
    var region = value(environment, "AWS_REGION");
    region = region == null ? value(environment, "AWS_DEFAULT_REGION") : region;
    if (region != null) {
      return region;
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkException _) {
      // The chain says in this way that no link of it knows a region.
      return null;
    }
  }

  private static @Nullable URI endpoint(Map<String, String> environment) {
    var text = value(environment, ENDPOINT_VARIABLE);
    if (text == null) {
      return null;
    }
    if (!text.matches("https?://[^/\\s]+/?")) {
      throw StintException.user(
          "%s=%s: write it as http://host:port or https://host".formatted(ENDPOINT_VARIABLE, text));
    }
    return URI.create(text.replaceFirst("/$", ""));
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    var value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "AwsSettings[region=%s, endpoint=%s, credentials=%s]"
        .formatted(region, endpoint, keys == null ? "default" : "given");
  }
}
