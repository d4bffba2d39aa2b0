package dev.stint.shuffle.s3;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects in S3, or in a server that speaks its protocol.
public final class S3ObjectStore implements ObjectStore {

  private static final int DELETE_BATCH = 1000;
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final S3Client client;

  private S3ObjectStore(S3Client client) {
    this.client = client;
  }

  public static S3ObjectStore open(S3Settings settings) {
    return new S3ObjectStore(S3Clients.open(settings));
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    ObjectPath at = parse(path);
    try {
      var answer = client.headObject(request -> request.bucket(at.bucket()).key(at.key()));
      return Optional.of(
          new ObjectInfo(
              path, answer.contentLength(), unquoted(answer.eTag()), answer.lastModified()));
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && S3Failures.isNotFound(answer)) {
        return Optional.empty();
      }
      throw S3Failures.of("look at", path, e);
    }
  }

  @Override
  public ExactInputStream open(String path, long offset, long length) {
    ObjectPath at = parse(path);
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(path + ": " + length + " bytes from " + offset);
    }
    if (length == 0) {
      // No range can say it.
      return new ExactInputStream(path, offset, 0, InputStream.nullInputStream(), _ -> {});
    }
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    var body =
        run(
            "read",
            path,
            () -> client.getObject(r -> r.bucket(at.bucket()).key(at.key()).range(range)));
    long actualLength = body.response().contentLength();
    if (actualLength != length) {
      body.abort();
      throw StintException.user(
          "cannot read %d bytes from %d of %s: it has only %d there; it was replaced since"
              .formatted(length, offset, path, actualLength));
    }
    return new ExactInputStream(path, offset, length, body, isReadToEnd -> end(body, isReadToEnd));
  }

  @Override
  public void write(String path, byte[] bytes) {
    ObjectPath at = parse(path);
    run(
        "write",
        path,
        () ->
            client.putObject(
                r ->
                    r.bucket(at.bucket()).key(at.key()).contentMD5(Md5.base64(bytes, bytes.length)),
                body(bytes, bytes.length)));
  }

  /// Tries once: a repeated try would meet what the first one created, and deny having done it.
  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    ObjectPath at = parse(path);
    try {
      client.putObject(
          r ->
              r.bucket(at.bucket())
                  .key(at.key())
                  .ifNoneMatch("*")
                  .contentMD5(Md5.base64(bytes, bytes.length))
                  .overrideConfiguration(o -> o.addPlugin(S3Clients::tryOnce)),
          body(bytes, bytes.length));
      return true;
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && answer.statusCode() == 412) {
        return false;
      }
      throw S3Failures.of("create", path, e);
    }
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    ObjectPath at = parsePrefix(prefix);
    var objects = new ArrayList<ObjectInfo>();
    run(
        "list",
        prefix,
        () -> {
          client
              .listObjectsV2Paginator(r -> r.bucket(at.bucket()).prefix(at.key()))
              .contents()
              .forEach(object -> objects.add(info(at.bucket(), object)));
          return objects;
        });
    objects.sort(Comparator.comparing(ObjectInfo::path, ObjectPath.UTF8_ORDER));
    return List.copyOf(objects);
  }

  @Override
  public List<String> folders(String folder) {
    ObjectPath at = onlyS3(folder, ObjectPath.parseFolder(folder));
    return run(
        "list the folders in",
        folder,
        () ->
            client
                .listObjectsV2Paginator(r -> r.bucket(at.bucket()).prefix(at.key()).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .map(prefix -> prefix.substring(at.key().length(), prefix.length() - 1))
                .sorted(ObjectPath.UTF8_ORDER)
                .toList());
  }

  @Override
  public void delete(Collection<String> paths) {
    paths.stream()
        .map(S3ObjectStore::parse)
        .distinct()
        .collect(Collectors.groupingBy(ObjectPath::bucket))
        .forEach(this::deleteAll);
  }

  @Override
  public String startUpload(String path) {
    ObjectPath at = parse(path);
    return run(
            "start an upload to",
            path,
            () ->
                client.createMultipartUpload(
                    r -> r.bucket(at.bucket()).key(at.key()).contentType(CONTENT_TYPE)))
        .uploadId();
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    ObjectPath at = parse(path);
    var answer =
        run(
            "upload part " + number + " of",
            path,
            () ->
                client.uploadPart(
                    r ->
                        r.bucket(at.bucket())
                            .key(at.key())
                            .uploadId(uploadId)
                            .partNumber(number)
                            .contentMD5(Md5.base64(bytes, length)),
                    body(bytes, length)));
    return unquoted(answer.eTag());
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    ObjectPath at = parse(path);
    if (partETags.isEmpty()) {
      throw new IllegalArgumentException("an upload without parts: " + path);
    }
    List<CompletedPart> parts =
        IntStream.range(0, partETags.size())
            .mapToObj(i -> CompletedPart.builder().partNumber(i + 1).eTag(partETags.get(i)).build())
            .toList();
    try {
      client.completeMultipartUpload(
          r ->
              r.bucket(at.bucket())
                  .key(at.key())
                  .uploadId(uploadId)
                  .multipartUpload(u -> u.parts(parts)));
    } catch (SdkException e) {
      boolean isGone = e instanceof S3Exception answer && S3Failures.isNotFound(answer);
      if (!isGone || !isCompleted(path, partETags)) {
        throw S3Failures.of("complete the upload to", path, e);
      }
    }
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    ObjectPath at = parse(path);
    try {
      client.abortMultipartUpload(r -> r.bucket(at.bucket()).key(at.key()).uploadId(uploadId));
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && S3Failures.isNotFound(answer)) {
        return;
      }
      throw S3Failures.of("abort the upload to", path, e);
    }
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    ObjectPath at = parsePrefix(prefix);
    return run(
        "list uploads under",
        prefix,
        () ->
            client
                .listMultipartUploadsPaginator(r -> r.bucket(at.bucket()).prefix(at.key()))
                .uploads()
                .stream()
                .filter(upload -> upload.key().startsWith(at.key()))
                .map(
                    upload -> new PendingUpload(path(at.bucket(), upload.key()), upload.uploadId()))
                .toList());
  }

  @Override
  public void close() {
    client.close();
  }

  private void deleteAll(String bucket, List<ObjectPath> objects) {
    for (int from = 0; from < objects.size(); from += DELETE_BATCH) {
      List<ObjectIdentifier> keys =
          objects.subList(from, Math.min(from + DELETE_BATCH, objects.size())).stream()
              .map(object -> ObjectIdentifier.builder().key(object.key()).build())
              .toList();
      var answer =
          run(
              "delete " + keys.size() + " objects, among them",
              path(bucket, keys.getFirst().key()),
              () -> client.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(keys))));
      for (var error : answer.errors()) {
        throw S3Failures.ofKey("delete", path(bucket, error.key()), error.code(), error.message());
      }
    }
  }

  /// Whether the object at `path` is what these parts make: its ETag is that of their ETags. Where
  /// ETags are no MD5s (SSE-KMS), only the number of parts is compared.
  private boolean isCompleted(String path, List<String> partETags) {
    return head(path)
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

  private static <T> T run(String action, String path, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw S3Failures.of(action, path, e);
    }
  }

  private static void end(ResponseInputStream<GetObjectResponse> body, boolean isReadToEnd)
      throws IOException {
    if (isReadToEnd) {
      body.close();
    } else {
      // Closing would read the rest; this gives up the connection.
      body.abort();
    }
  }

  /// Without a copy, and again from its start on each try.
  private static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, CONTENT_TYPE);
  }

  private static ObjectInfo info(String bucket, S3Object object) {
    return new ObjectInfo(
        path(bucket, object.key()), object.size(), unquoted(object.eTag()), object.lastModified());
  }

  /// Empty for an object that a server found on its disk.
  private static String unquoted(@Nullable String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }

  private static String path(String bucket, String key) {
    return "s3://" + bucket + "/" + key;
  }

  private static ObjectPath parse(String path) {
    return onlyS3(path, ObjectPath.parse(path));
  }

  private static ObjectPath parsePrefix(String prefix) {
    return onlyS3(prefix, ObjectPath.parsePrefix(prefix));
  }

  private static ObjectPath onlyS3(String path, ObjectPath parsed) {
    if (parsed.scheme() != ObjectPath.Scheme.S3) {
      throw StintException.user(path + " is not in S3: only s3:// paths are stored here");
    }
    return parsed;
  }
}
