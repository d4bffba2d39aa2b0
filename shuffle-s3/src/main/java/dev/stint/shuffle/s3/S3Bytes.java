package dev.stint.shuffle.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/// What requests carry and answers say, in the SDK's terms.
final class S3Bytes {

  static final String CONTENT_TYPE = "application/octet-stream";

  private S3Bytes() {}

  /// Without a copy, and again from its start on each try.
  static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, CONTENT_TYPE);
  }

  /// An answer whose head broke off lacks fields, and counts as none.
  static void requireWhole(@Nullable Object... fields) {
    if (Arrays.stream(fields).anyMatch(Objects::isNull)) {
      throw brokenOff();
    }
  }

  static SdkException brokenOff() {
    return SdkClientException.create(
        "the answer broke off", new IOException("the connection was closed within the answer"));
  }

  /// Empty for an object that a server found on its disk.
  static String unquoted(@Nullable String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }
}
