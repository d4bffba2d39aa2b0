package dev.stint.coordinator.aws.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Makes conditional writes atomic, which S3Proxy's file-system store does only for
/// `If-None-Match`. A write with a condition holds its key's lock alone from the check to the end
/// of the write; one without shares it. So does the completion of an upload, which succeeds once.
/// Holds within one server: two servers must not share a folder.
final class AtomicBlobStore extends ForwardingBlobStore {

  private static final int LOCK_COUNT = 256;

  private final ReadWriteLock[] locks =
      IntStream.range(0, LOCK_COUNT)
          .mapToObj(_ -> new ReentrantReadWriteLock())
          .toArray(ReadWriteLock[]::new);

  AtomicBlobStore(BlobStore store) {
    super(store);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
    return write(
        request.bucket(),
        request.key(),
        request.ifMatch(),
        request.ifNoneMatch(),
        () -> super.putBlob(request, body),
        () -> drain(body));
  }

  /// A client still sending would take the end of the connection for a failure, and not read why.
  private static void drain(InputStream body) {
    try {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Buckets only: no bucket's name begins with a dot, as do files of ours beside them.
  @Override
  public ListBucketsResponse list() {
    var response = super.list();
    var buckets = response.buckets().stream().filter(each -> !each.name().startsWith(".")).toList();
    return response.toBuilder().buckets(buckets).build();
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    var lock = lock(upload.containerName(), upload.blobName(), true);
    lock.lock();
    try {
      // Another may have completed it since the server looked, and taken some parts away already.
      if (super.listMultipartUpload(upload).isEmpty()) {
        throw failure(404, "NoSuchUpload");
      }
      check(upload.containerName(), upload.blobName(), request.ifMatch(), request.ifNoneMatch());
      return super.completeMultipartUpload(upload, request);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    return write(
        request.destinationBucket(),
        request.destinationKey(),
        null,
        null,
        () -> super.copyBlob(request),
        () -> {});
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return write(
        request.bucket(),
        request.key(),
        request.ifMatch(),
        null,
        () -> super.removeBlob(request),
        () -> {});
  }

  private <T> T write(
      String bucket,
      String key,
      @Nullable String ifMatch,
      @Nullable String ifNoneMatch,
      Supplier<T> write,
      Runnable beforeRefusal) {
    boolean isConditional = ifMatch != null || ifNoneMatch != null;
    var lock = lock(bucket, key, isConditional);
    lock.lock();
    try {
      if (isConditional) {
        check(bucket, key, ifMatch, ifNoneMatch);
      }
      return write.get();
    } catch (S3Exception e) {
      beforeRefusal.run();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private Lock lock(String bucket, String key, boolean isConditional) {
    int index = Math.floorMod(31 * bucket.hashCode() + key.hashCode(), LOCK_COUNT);
    return isConditional ? locks[index].writeLock() : locks[index].readLock();
  }

  private void check(
      String bucket, String key, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    var present = delegate().blobMetadataIfPresent(bucket, key);
    if (present == null) {
      if (ifMatch != null) {
        throw failure(404, "NoSuchKey");
      }
      return;
    }
    boolean isAnother = ifMatch != null && !matches(ifMatch, present.eTag());
    boolean isExcluded = ifNoneMatch != null && matches(ifNoneMatch, present.eTag());
    if (isAnother || isExcluded) {
      throw failure(412, "PreconditionFailed");
    }
  }

  private static boolean matches(String condition, @Nullable String eTag) {
    return condition.equals("*") || (eTag != null && bare(condition).equals(bare(eTag)));
  }

  private static String bare(String eTag) {
    boolean isQuoted = eTag.length() >= 2 && eTag.startsWith("\"") && eTag.endsWith("\"");
    return isQuoted ? eTag.substring(1, eTag.length() - 1) : eTag;
  }

  private static S3Exception failure(int status, String code) {
    var details =
        AwsErrorDetails.builder()
            .errorCode(code)
            .errorMessage(code)
            .sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build())
            .build();
    return (S3Exception) S3Exception.builder().statusCode(status).awsErrorDetails(details).build();
  }
}
