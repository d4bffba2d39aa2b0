package dev.stint.config.store;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// [S3Settings] in the words of Hadoop's S3A.
final class S3aProperties {

  private static final String S3A = "org.apache.hadoop.fs.s3a.";

  /// Connections that one process holds at most to read and write table files.
  private static final int MAX_CONNECTIONS = 64;

  private S3aProperties() {}

  static Map<String, String> of(S3Settings settings) {
    var properties = new LinkedHashMap<String, String>();
    putFileSystems(properties);
    putAddress(properties, settings);
    putCredentials(properties, settings);
    putLimits(properties);
    putReading(properties);
    return properties;
  }

  private static void putFileSystems(Map<String, String> properties) {
    // The default for file: leaves a checksum file beside each file and verifies it on reading.
    properties.put("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    properties.put("fs.s3.impl", S3A + "S3AFileSystem");
    properties.put("fs.s3a.impl", S3A + "S3AFileSystem");
  }

  private static void putAddress(Map<String, String> properties, S3Settings settings) {
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      properties.put("fs.s3a.endpoint", endpoint.toString());
      properties.put(
          "fs.s3a.connection.ssl.enabled", Boolean.toString("https".equals(endpoint.getScheme())));
    }
    properties.put("fs.s3a.endpoint.region", settings.region());
    properties.put("fs.s3a.path.style.access", Boolean.toString(settings.isPathStyle()));
  }

  private static void putCredentials(Map<String, String> properties, S3Settings settings) {
    String accessKey = settings.accessKey();
    String secretKey = settings.secretKey();
    String provider = "fs.s3a.aws.credentials.provider";
    if (accessKey == null || secretKey == null) {
      // S3A's own default list knows no profiles: both clients must find the same credentials.
      properties.put(
          provider, "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");
      return;
    }
    properties.put("fs.s3a.access.key", accessKey);
    properties.put("fs.s3a.secret.key", secretKey);
    String sessionToken = settings.sessionToken();
    if (sessionToken == null) {
      properties.put(provider, S3A + "SimpleAWSCredentialsProvider");
    } else {
      properties.put("fs.s3a.session.token", sessionToken);
      properties.put(provider, S3A + "TemporaryAWSCredentialsProvider");
    }
  }

  private static void putLimits(Map<String, String> properties) {
    properties.put("fs.s3a.connection.maximum", Integer.toString(MAX_CONNECTIONS));
    properties.put("fs.s3a.threads.max", Integer.toString(MAX_CONNECTIONS));
    properties.put("fs.s3a.connection.establish.timeout", "15s");
    properties.put("fs.s3a.connection.timeout", "30s");
    // S3A retries around the SDK's own retries: the product of both must stay small, since the
    // coordinator retries the attempt anyway.
    properties.put("fs.s3a.attempts.maximum", Integer.toString(S3Settings.MAX_ATTEMPTS));
    properties.put("fs.s3a.retry.limit", "2");
    properties.put("fs.s3a.retry.interval", "100ms");
    properties.put("fs.s3a.retry.throttle.limit", "4");
    properties.put("fs.s3a.retry.throttle.interval", "200ms");
  }

  private static void putReading(Map<String, String> properties) {
    // No request that asks whether the bucket exists, and none that only describes the caller.
    properties.put("fs.s3a.bucket.probe", "0");
    properties.put("fs.s3a.audit.enabled", "false");
    // One request per range asked for. The default, "analytics", guesses what will be read next and
    // keeps it: more requests, held memory, and counts that are not this attempt's.
    properties.put("fs.s3a.input.stream.type", "classic");
    properties.put("parquet.hadoop.vectored.io.enabled", "true");
    // A request costs about as much time as half a megabyte: read over gaps below that.
    properties.put("fs.s3a.vectored.read.min.seek.size", "512K");
    properties.put("fs.s3a.vectored.read.max.merged.size", "16M");
    // No local spill folder.
    properties.put("fs.s3a.fast.upload.buffer", "bytebuffer");
  }
}
