package dev.stint.shuffle.s3;

import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.PendingUpload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/// Requests about many keys: each page of a listing, and each batch of a deletion, is a request
/// that is tried again by itself.
record S3Keys(S3Client client, S3Calls calls) {

  private static final int DELETE_BATCH = 1000;

  /// In the order of their paths.
  List<ObjectInfo> list(ObjectPath at) {
    var objects = new ArrayList<ObjectInfo>();
    @Nullable String token = null;
    do {
      ListObjectsV2Response page = objectsAfter(at, token);
      for (var object : page.contents()) {
        objects.add(
            new ObjectInfo(
                path(at.bucket(), object.key()),
                object.size(),
                S3Bytes.unquoted(object.eTag()),
                object.lastModified()));
      }
      token = page.nextContinuationToken();
    } while (token != null);
    objects.sort(Comparator.comparing(ObjectInfo::path, ObjectPath.UTF8_ORDER));
    return List.copyOf(objects);
  }

  private ListObjectsV2Response objectsAfter(ObjectPath at, @Nullable String token) {
    return calls.run(
        S3Calls.Kind.READ,
        at.bucket(),
        () ->
            client.listObjectsV2(
                r -> r.bucket(at.bucket()).prefix(at.key()).continuationToken(token)));
  }

  List<PendingUpload> listUploads(ObjectPath at) {
    var uploads = new ArrayList<PendingUpload>();
    @Nullable String keyMarker = null;
    @Nullable String uploadMarker = null;
    boolean isTruncated;
    do {
      ListMultipartUploadsResponse page = uploadsAfter(at, keyMarker, uploadMarker);
      for (var upload : page.uploads()) {
        if (upload.key().startsWith(at.key())) {
          uploads.add(
              new PendingUpload(
                  path(at.bucket(), upload.key()), upload.uploadId(), upload.initiated()));
        }
      }
      isTruncated = Boolean.TRUE.equals(page.isTruncated());
      keyMarker = page.nextKeyMarker();
      uploadMarker = page.nextUploadIdMarker();
    } while (isTruncated);
    return List.copyOf(uploads);
  }

  private ListMultipartUploadsResponse uploadsAfter(
      ObjectPath at, @Nullable String keyMarker, @Nullable String uploadMarker) {
    return calls.run(
        S3Calls.Kind.READ,
        at.bucket(),
        () ->
            client.listMultipartUploads(
                r ->
                    r.bucket(at.bucket())
                        .prefix(at.key())
                        .keyMarker(keyMarker)
                        .uploadIdMarker(uploadMarker)));
  }

  void delete(List<ObjectPath> objects) {
    Map<String, List<ObjectPath>> byBucket =
        objects.stream().distinct().collect(Collectors.groupingBy(ObjectPath::bucket));
    byBucket.forEach(
        (bucket, ofBucket) -> {
          for (int from = 0; from < ofBucket.size(); from += DELETE_BATCH) {
            int to = Math.min(from + DELETE_BATCH, ofBucket.size());
            deleteBatch(bucket, ofBucket.subList(from, to));
          }
        });
  }

  private void deleteBatch(String bucket, List<ObjectPath> objects) {
    List<ObjectIdentifier> keys =
        objects.stream()
            .map(object -> ObjectIdentifier.builder().key(object.key()).build())
            .toList();
    try {
      var answer =
          calls.run(
              S3Calls.Kind.WRITE,
              bucket,
              () -> client.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(keys))));
      for (var error : answer.errors()) {
        throw S3Failures.ofKey("delete", path(bucket, error.key()), error.code(), error.message());
      }
    } catch (SdkException e) {
      var first = path(bucket, keys.getFirst().key());
      throw S3Failures.of("delete " + keys.size() + " objects, among them", first, e);
    }
  }

  private static String path(String bucket, String key) {
    return "s3://" + bucket + "/" + key;
  }
}
