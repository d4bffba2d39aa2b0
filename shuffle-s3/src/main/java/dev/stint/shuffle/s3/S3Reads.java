package dev.stint.shuffle.s3;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.s3.S3Calls.Kind;
import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Ranges of objects in S3.
final class S3Reads {

  private final S3Client client;
  private final DirectRequests direct;
  private final S3Calls calls;

  S3Reads(S3Client client, DirectRequests direct, S3Calls calls) {
    this.client = client;
    this.direct = direct;
    this.calls = calls;
  }

  /// As [ObjectStore#open]; `at` is `path`.
  ExactInputStream open(
      String path, ObjectPath at, @Nullable String eTag, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(path + ": " + length + " bytes from " + offset);
    }
    if (length == 0) {
      // No range can say it.
      return new ExactInputStream(path, offset, 0, InputStream.nullInputStream(), _ -> {});
    }
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    var body = get(path, at, eTag, range);
    if (body.bytes() == null) {
      body.stream().abort();
      throw S3Failures.of("read", path, S3Bytes.brokenOff());
    }
    if (body.bytes() != length) {
      body.stream().abort();
      throw StintException.user(
          "cannot read %d bytes from %d of %s: it has only %d there; it was replaced since"
              .formatted(length, offset, path, body.bytes()));
    }
    return new ExactInputStream(
        path, offset, length, body.stream(), isReadToEnd -> end(body.stream(), isReadToEnd));
  }

  private S3Body get(String path, ObjectPath at, @Nullable String eTag, String range) {
    String match = eTag == null ? null : '"' + S3Bytes.unquoted(eTag) + '"';
    Supplier<S3Body> bySdk =
        () ->
            S3Body.of(
                client.getObject(
                    r -> r.bucket(at.bucket()).key(at.key()).range(range).ifMatch(match)));
    var request = new FirstTry<>(() -> direct.read(at, range, match, bySdk), bySdk);
    try {
      return calls.run(Kind.READ, at.bucket(), request);
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && answer.statusCode() == 412) {
        throw ObjectStore.replaced(path, e);
      }
      throw S3Failures.of("read", path, e);
    }
  }

  private static void end(AbortableInputStream body, boolean isReadToEnd) throws IOException {
    if (isReadToEnd) {
      body.close();
    } else {
      // Closing would read the rest; this gives up the connection.
      body.abort();
    }
  }
}
