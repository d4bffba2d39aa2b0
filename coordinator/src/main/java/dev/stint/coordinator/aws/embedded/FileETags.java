package dev.stint.coordinator.aws.embedded;

import java.time.Instant;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Gives files that others put into the server's folder an ETag, which they lack: clients want one
/// to see that an object does not change while they read it. It follows from the file's time and
/// size.
final class FileETags extends ForwardingBlobStore {

  FileETags(BlobStore store) {
    super(store);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    var response = super.list(request);
    return response.toBuilder()
        .contents(response.contents().stream().map(FileETags::withETag).toList())
        .build();
  }

  private static S3Object withETag(S3Object object) {
    return object.eTag() == null
        ? object.toBuilder().eTag(eTag(object.lastModified(), object.size())).build()
        : object;
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    var response = super.blobMetadata(request);
    return response.eTag() == null
        ? response.toBuilder().eTag(eTag(response.lastModified(), response.contentLength())).build()
        : response;
  }

  @Override
  public @Nullable HeadObjectResponse blobMetadataIfPresent(HeadObjectRequest request) {
    var response = super.blobMetadataIfPresent(request);
    return response == null || response.eTag() != null
        ? response
        : response.toBuilder()
            .eTag(eTag(response.lastModified(), response.contentLength()))
            .build();
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    var stream = super.getBlob(request);
    var response = stream.response();
    if (response.eTag() != null) {
      return stream;
    }
    var eTag = eTag(response.lastModified(), bytes(response));
    return new ResponseInputStream<>(response.toBuilder().eTag(eTag).build(), stream);
  }

  /// Of the whole object, also where a part of it is given.
  private static @Nullable Long bytes(GetObjectResponse response) {
    var range = response.contentRange();
    return range == null
        ? response.contentLength()
        : Long.valueOf(range.substring(range.indexOf('/') + 1));
  }

  private static String eTag(@Nullable Instant time, @Nullable Long bytes) {
    long millis = time == null ? 0 : time.toEpochMilli();
    return "\"%x-%x\"".formatted(millis, bytes == null ? 0 : bytes);
  }
}
