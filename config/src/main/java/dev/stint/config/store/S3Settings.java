package dev.stint.config.store;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How to reach S3, or a server that speaks its protocol: for the AWS SDK and for Hadoop's S3A.
///
/// Without `endpoint`, AWS itself in `region`. `isPathStyle` puts the bucket into the path instead
/// of the host name, as servers on loopback need it. Without keys, both clients look for
/// credentials where the AWS SDK does (environment, profile, the function's role). Secrets are
/// never printed.
public record S3Settings(
    @Nullable URI endpoint,
    String region,
    boolean isPathStyle,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Nullable String sessionToken) {

  /// Tries of one request by the client in S3A, around which S3A tries again.
  public static final int MAX_ATTEMPTS = 3;

  public static final String DEFAULT_REGION = "us-east-1";

  private static final String PREFIX = "STINT_S3_";
  private static final String ENDPOINT = PREFIX + "ENDPOINT";
  private static final String REGION = PREFIX + "REGION";
  private static final String PATH_STYLE = PREFIX + "PATH_STYLE";
  private static final String ACCESS_KEY = PREFIX + "ACCESS_KEY";
  private static final String SECRET_KEY = PREFIX + "SECRET_KEY";
  private static final String SESSION_TOKEN = PREFIX + "SESSION_TOKEN";
  private static final List<String> ENDPOINTS =
      List.of(ENDPOINT, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
  private static final List<String> REGIONS = List.of(REGION, "AWS_REGION", "AWS_DEFAULT_REGION");
  private static final List<String> AWS_DOMAINS =
      List.of(".amazonaws.com", ".amazonaws.com.cn", ".api.aws");
  private static final Set<String> VARIABLES =
      Set.of(ENDPOINT, REGION, PATH_STYLE, ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);

  public S3Settings {
    if (endpoint != null && !isHttp(endpoint)) {
      throw new IllegalArgumentException(
          "S3 endpoint %s: write it as http://host:port or https://host".formatted(endpoint));
    }
    if (region.isBlank()) {
      throw new IllegalArgumentException("S3 region is empty: name one, such as us-east-1");
    }
    if ((accessKey == null) != (secretKey == null)) {
      throw new IllegalArgumentException("S3 access key and secret key: give both or neither");
    }
    if (sessionToken != null && accessKey == null) {
      throw new IllegalArgumentException("S3 session token without access key and secret key");
    }
  }

  /// AWS in `region`, with credentials from where the AWS SDK finds them.
  public static S3Settings aws(String region) {
    return new S3Settings(null, region, false, null, null, null);
  }

  /// A server on its own address, such as the embedded one.
  public static S3Settings server(URI endpoint, String accessKey, String secretKey) {
    return new S3Settings(endpoint, DEFAULT_REGION, true, accessKey, secretKey, null);
  }

  /// The environment variables from which [#fromEnvironment] makes equal settings. They hold the
  /// secrets: for a function's process, never for a log.
  public Map<String, String> toEnvironment() {
    var variables = new LinkedHashMap<String, String>();
    if (endpoint != null) {
      variables.put(ENDPOINT, endpoint.toString());
    }
    variables.put(REGION, region);
    variables.put(PATH_STYLE, Boolean.toString(isPathStyle));
    if (accessKey != null && secretKey != null) {
      variables.put(ACCESS_KEY, accessKey);
      variables.put(SECRET_KEY, secretKey);
    }
    if (sessionToken != null) {
      variables.put(SESSION_TOKEN, sessionToken);
    }
    return variables;
  }

  /// Reads the `STINT_S3_…` variables and, where one is absent or empty, those of AWS: the endpoint
  /// of `AWS_ENDPOINT_URL_S3`, else `AWS_ENDPOINT_URL`; the region of `AWS_REGION`, else
  /// `AWS_DEFAULT_REGION`. Buckets are in the path unless the endpoint's host is AWS's own or
  /// `STINT_S3_PATH_STYLE` says otherwise. AWS's keys and session tokens are not taken in here:
  /// both clients look for them themselves, and again when they expire.
  ///
  /// @throws IllegalArgumentException naming the variable that is unknown or malformed
  public static S3Settings fromEnvironment(Map<String, String> environment) {
    refuseUnknown(environment);
    URI endpoint = endpoint(environment);
    return new S3Settings(
        endpoint,
        first(environment, REGIONS).map(environment::get).orElse(DEFAULT_REGION),
        isTrue(environment, PATH_STYLE, endpoint != null && !isAws(endpoint)),
        value(environment, ACCESS_KEY),
        value(environment, SECRET_KEY),
        value(environment, SESSION_TOKEN));
  }

  /// Settings for Hadoop's file systems: `s3://` and `s3a://` through S3A, `file://` without
  /// checksum files. Holds the secrets.
  public Map<String, String> hadoopProperties() {
    return S3aProperties.of(this);
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "S3Settings[endpoint=%s, region=%s, isPathStyle=%s, credentials=%s]"
        .formatted(endpoint, region, isPathStyle, accessKey == null ? "default" : "given");
  }

  private static boolean isHttp(URI endpoint) {
    return ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
        && endpoint.getHost() != null;
  }

  private static void refuseUnknown(Map<String, String> environment) {
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(PREFIX) && !VARIABLES.contains(name)) {
        throw new IllegalArgumentException(
            "%s: no such setting; there are %s".formatted(name, new TreeSet<>(VARIABLES)));
      }
    }
  }

  private static @Nullable URI endpoint(Map<String, String> environment) {
    String name = first(environment, ENDPOINTS).orElse(null);
    if (name == null) {
      return null;
    }
    String text = environment.getOrDefault(name, "");
    try {
      var endpoint = URI.create(text);
      if (isHttp(endpoint)) {
        return endpoint;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(malformed(name, text), e);
    }
    throw new IllegalArgumentException(malformed(name, text));
  }

  private static String malformed(String name, String text) {
    return "%s=%s: write it as http://host:port or https://host".formatted(name, text);
  }

  /// Whether buckets have host names there.
  private static boolean isAws(URI endpoint) {
    String host = endpoint.getHost();
    return AWS_DOMAINS.stream().anyMatch(host::endsWith);
  }

  /// The first of the variables that is there.
  private static Optional<String> first(Map<String, String> environment, List<String> names) {
    return names.stream().filter(name -> value(environment, name) != null).findFirst();
  }

  private static boolean isTrue(Map<String, String> environment, String name, boolean absent) {
    String value = value(environment, name);
    if (value == null) {
      return absent;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name + "=" + value + ": write true or false");
    };
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }
}
