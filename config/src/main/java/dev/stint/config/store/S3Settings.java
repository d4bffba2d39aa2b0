package dev.stint.config.store;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /// Reads the `STINT_S3_…` variables; the region may also come from `AWS_REGION` or
  /// `AWS_DEFAULT_REGION`. An empty variable counts as absent.
  ///
  /// @throws IllegalArgumentException naming the variable that is unknown or malformed
  public static S3Settings fromEnvironment(Map<String, String> environment) {
    refuseUnknown(environment);
    String endpoint = value(environment, ENDPOINT);
    return new S3Settings(
        endpoint == null ? null : endpoint(endpoint),
        region(environment),
        isTrue(environment, PATH_STYLE),
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

  private static URI endpoint(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ENDPOINT + "=" + text + ": write it as http://host:port or https://host", e);
    }
  }

  private static String region(Map<String, String> environment) {
    for (String name : new String[] {REGION, "AWS_REGION", "AWS_DEFAULT_REGION"}) {
      String region = value(environment, name);
      if (region != null) {
        return region;
      }
    }
    return DEFAULT_REGION;
  }

  private static boolean isTrue(Map<String, String> environment, String name) {
    String value = value(environment, name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw new IllegalArgumentException(name + "=" + value + ": write true or false");
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }
}
