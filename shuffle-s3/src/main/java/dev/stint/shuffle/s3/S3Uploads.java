package dev.stint.shuffle.s3;

import dev.stint.shuffle.s3.S3Calls.Kind;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.PendingUpload;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Multipart uploads, each of which is invisible until it is completed. `path` is that of `at`, for
/// messages.
record S3Uploads(S3Client client, S3Calls calls) {

  String start(ObjectPath at, String path) {
    return run(
            at,
            "start an upload to",
            path,
            () ->
                client.createMultipartUpload(
                    r -> r.bucket(at.bucket()).key(at.key()).contentType(S3Bytes.CONTENT_TYPE)))
        .uploadId();
  }

  String uploadPart(
      ObjectPath at, String path, String uploadId, int number, byte[] bytes, int length) {
    var answer =
        run(
            at,
            "upload part " + number + " of",
            path,
            () -> {
              var whole =
                  client.uploadPart(
                      r ->
                          r.bucket(at.bucket())
                              .key(at.key())
                              .uploadId(uploadId)
                              .partNumber(number)
                              .contentMD5(Md5.base64(bytes, length)),
                      S3Bytes.body(bytes, length));
              S3Bytes.requireWhole(whole.eTag());
              return whole;
            });
    return S3Bytes.unquoted(answer.eTag());
  }

  /// `head` tells what is at the path now: an earlier try may have completed the upload, and its
  /// answer been lost.
  void complete(
      ObjectPath at,
      String path,
      String uploadId,
      List<String> partETags,
      Supplier<Optional<ObjectInfo>> head) {
    if (partETags.isEmpty()) {
      throw new IllegalArgumentException("an upload without parts: " + path);
    }
    List<CompletedPart> parts =
        IntStream.range(0, partETags.size())
            .mapToObj(i -> CompletedPart.builder().partNumber(i + 1).eTag(partETags.get(i)).build())
            .toList();
    try {
      var _ =
          calls.run(
              Kind.WRITE,
              at.bucket(),
              () ->
                  client.completeMultipartUpload(
                      r ->
                          r.bucket(at.bucket())
                              .key(at.key())
                              .uploadId(uploadId)
                              .multipartUpload(u -> u.parts(parts))));
    } catch (SdkException e) {
      boolean isGone = e instanceof S3Exception answer && S3Failures.isNotFound(answer);
      if (!isGone || !isCompleted(head.get(), partETags)) {
        throw S3Failures.of("complete the upload to", path, e);
      }
    }
  }

  /// One that is gone is no failure.
  void abort(ObjectPath at, String path, String uploadId) {
    try {
      var _ =
          calls.run(
              Kind.WRITE,
              at.bucket(),
              () ->
                  client.abortMultipartUpload(
                      r -> r.bucket(at.bucket()).key(at.key()).uploadId(uploadId)));
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && S3Failures.isNotFound(answer)) {
        return;
      }
      throw S3Failures.of("abort the upload to", path, e);
    }
  }

  /// What its parts hold; nothing when it is gone.
  long bytes(ObjectPath at, PendingUpload upload) {
    try {
      return calls.run(
          Kind.READ,
          at.bucket(),
          () ->
              client
                  .listPartsPaginator(
                      r -> r.bucket(at.bucket()).key(at.key()).uploadId(upload.uploadId()))
                  .parts()
                  .stream()
                  .mapToLong(Part::size)
                  .sum());
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && S3Failures.isNotFound(answer)) {
        return 0;
      }
      throw S3Failures.of("list the parts of the upload to", upload.path(), e);
    }
  }

  /// Whether the object that is there is what these parts make: its ETag is that of their ETags.
  /// Where ETags are no MD5s (SSE-KMS), only the number of parts is compared.
  private static boolean isCompleted(Optional<ObjectInfo> found, List<String> partETags) {
    return found
        .map(
            object ->
                isMd5(partETags.getFirst(), object.eTag())
                    ? object.eTag().equals(Md5.ofParts(partETags))
                    : object.eTag().endsWith("-" + partETags.size()))
        .orElse(false);
  }

  private static boolean isMd5(String partETag, String objectETag) {
    return Md5.isHex(partETag) && Md5.isHex(objectETag.split("-", -1)[0]);
  }

  private <T> T run(ObjectPath at, String action, String path, Supplier<T> request) {
    try {
      return calls.run(Kind.WRITE, at.bucket(), request);
    } catch (SdkException e) {
      throw S3Failures.of(action, path, e);
    }
  }
}
