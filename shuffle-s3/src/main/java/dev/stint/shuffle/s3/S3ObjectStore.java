package dev.stint.shuffle.s3;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.s3.S3Calls.Kind;
import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects in S3, or in a server that speaks its protocol.
public final class S3ObjectStore implements ObjectStore {

  private final SdkHttpClient http;
  private final S3Client client;
  private final S3Calls calls;
  private final DirectRequests direct;
  private final S3Reads reads;
  private final S3Keys keys;
  private final S3Uploads uploads;

  private S3ObjectStore(SdkHttpClient http, S3Client client, DirectRequests direct, S3Calls calls) {
    this.http = http;
    this.client = client;
    this.calls = calls;
    this.direct = direct;
    this.reads = new S3Reads(client, direct, calls);
    this.keys = new S3Keys(client, calls);
    this.uploads = new S3Uploads(client, calls);
  }

  public static S3ObjectStore open(S3Settings settings) {
    return open(settings, new S3Calls(S3Calls.Clock.SYSTEM, new Random()));
  }

  static S3ObjectStore open(S3Settings settings, S3Calls calls) {
    return open(settings, calls, S3Clients.http());
  }

  /// Closes `http` with itself.
  static S3ObjectStore open(S3Settings settings, S3Calls calls, SdkHttpClient http) {
    var credentials = S3Clients.credentials(settings);
    var direct = new DirectRequests(http, credentials);
    var client = S3Clients.open(settings, http, credentials, List.of(direct));
    return new S3ObjectStore(http, client, direct, calls);
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    ObjectPath at = parse(path);
    try {
      var answer =
          calls.run(
              Kind.READ,
              at.bucket(),
              () -> {
                var whole = client.headObject(r -> r.bucket(at.bucket()).key(at.key()));
                S3Bytes.requireWhole(whole.contentLength(), whole.lastModified());
                return whole;
              });
      return Optional.of(
          new ObjectInfo(
              path,
              answer.contentLength(),
              S3Bytes.unquoted(answer.eTag()),
              answer.lastModified()));
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && S3Failures.isNotFound(answer)) {
        return Optional.empty();
      }
      throw S3Failures.of("look at", path, e);
    }
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    return reads.open(path, parse(path), eTag, offset, length);
  }

  @Override
  public void write(String path, byte[] bytes) {
    ObjectPath at = parse(path);
    run(Kind.WRITE, at, "write", path, put(at, bytes, null));
  }

  private Supplier<Boolean> put(ObjectPath at, byte[] bytes, @Nullable String ifNoneMatch) {
    String md5 = Md5.base64(bytes, bytes.length);
    Supplier<Boolean> bySdk =
        () -> {
          var _ =
              client.putObject(
                  r -> r.bucket(at.bucket()).key(at.key()).ifNoneMatch(ifNoneMatch).contentMD5(md5),
                  S3Bytes.body(bytes, bytes.length));
          return true;
        };
    return new FirstTry<>(() -> direct.write(at, bytes, md5, ifNoneMatch, bySdk), bySdk);
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    ObjectPath at = parse(path);
    try {
      var _ = calls.run(Kind.WRITE, at.bucket(), put(at, bytes, "*"));
      return true;
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && answer.statusCode() == 412) {
        return holds(path, at, bytes);
      }
      throw S3Failures.of("create", path, e);
    }
  }

  /// Whether the object that is there is what an earlier try created, whose answer was lost.
  private boolean holds(String path, ObjectPath at, byte[] bytes) {
    try {
      return calls.run(Kind.READ, at.bucket(), () -> isStored(at, bytes));
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && S3Failures.isNotFound(answer)) {
        throw StintException.transientFailure(
            "cannot create %s: it was there, and was deleted meanwhile".formatted(path), e);
      }
      throw S3Failures.of("read", path, e);
    }
  }

  private boolean isStored(ObjectPath at, byte[] bytes) {
    try (var stored = client.getObject(r -> r.bucket(at.bucket()).key(at.key()))) {
      if (stored.response().contentLength() != bytes.length) {
        stored.abort();
        return false;
      }
      return Arrays.equals(stored.readAllBytes(), bytes);
    } catch (IOException e) {
      throw SdkClientException.create("the answer broke off: " + e.getMessage(), e);
    }
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    ObjectPath at = parsePrefix(prefix);
    return named("list", prefix, () -> keys.list(at));
  }

  @Override
  public List<String> folders(String folder) {
    ObjectPath at = onlyS3(folder, ObjectPath.parseFolder(folder));
    return run(
        Kind.READ,
        at,
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
    keys.delete(paths.stream().map(S3ObjectStore::parse).toList());
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    ObjectPath at = parse(seen.path());
    try {
      var _ =
          calls.run(
              Kind.WRITE,
              at.bucket(),
              () ->
                  client.deleteObject(
                      r -> r.bucket(at.bucket()).key(at.key()).ifMatch("\"" + seen.eTag() + "\"")));
      return true;
    } catch (SdkException e) {
      if (e instanceof S3Exception answer && answer.statusCode() == 412) {
        return false;
      }
      if (e instanceof S3Exception answer && S3Failures.isNotFound(answer)) {
        return true;
      }
      throw S3Failures.of("delete", seen.path(), e);
    }
  }

  @Override
  public String startUpload(String path) {
    return uploads.start(parse(path), path);
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    return uploads.uploadPart(parse(path), path, uploadId, number, bytes, length);
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    uploads.complete(parse(path), path, uploadId, partETags, () -> head(path));
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    uploads.abort(parse(path), path, uploadId);
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    return uploads.bytes(parse(upload.path()), upload);
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    ObjectPath at = parsePrefix(prefix);
    return named("list uploads under", prefix, () -> keys.listUploads(at));
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }

  private <T> T run(Kind kind, ObjectPath at, String action, String path, Supplier<T> request) {
    return named(action, path, () -> calls.run(kind, at.bucket(), request));
  }

  private static <T> T named(String action, String path, Supplier<T> requests) {
    try {
      return requests.get();
    } catch (SdkException e) {
      throw S3Failures.of(action, path, e);
    }
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
