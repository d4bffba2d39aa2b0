package dev.stint.shuffle.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What a GET gives. `bytes` is how many it says there are; `null` in an answer whose head broke
/// off. The stream is to be read to its end and closed, or aborted.
record S3Body(@Nullable Long bytes, AbortableInputStream stream) {

  static S3Body of(ResponseInputStream<GetObjectResponse> answer) {
    return new S3Body(
        answer.response().contentLength(), AbortableInputStream.create(answer, answer));
  }
}
