package dev.stint.coordinator.aws.embedded;

import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Where the file system denies access to what holds an object, the server answers as S3 would,
/// 403, and not that it is broken, which clients take for a reason to ask again.
final class DeniedAccess extends ForwardingBlobStore {

  private static final int FORBIDDEN = 403;

  DeniedAccess(BlobStore store) {
    super(store);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    return answer(() -> super.list(request));
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    return answer(() -> super.createContainer(request));
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    return answer(() -> super.blobMetadata(request));
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    return answer(() -> super.getBlob(request));
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
    return answer(() -> super.putBlob(request, body));
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return answer(() -> super.removeBlob(request));
  }

  @Override
  public org.gaul.s3proxy.blobstore.domain.MultipartUpload initiateMultipartUpload(
      CreateMultipartUploadRequest request) {
    return answer(() -> super.initiateMultipartUpload(request));
  }

  @Override
  public List<MultipartUpload> listMultipartUploads(String bucket) {
    return answer(() -> super.listMultipartUploads(bucket));
  }

  private static <T> T answer(Supplier<T> request) {
    try {
      return request.get();
    } catch (RuntimeException e) {
      throw isDenied(e) ? denied(e) : e;
    }
  }

  private static boolean isDenied(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AccessDeniedException) {
        return true;
      }
    }
    return false;
  }

  private static RuntimeException denied(RuntimeException cause) {
    var details =
        AwsErrorDetails.builder()
            .errorCode("AccessDenied")
            .errorMessage("Access Denied")
            .sdkHttpResponse(SdkHttpResponse.builder().statusCode(FORBIDDEN).build())
            .build();
    var builder = S3Exception.builder().statusCode(FORBIDDEN).awsErrorDetails(details);
    return (RuntimeException) builder.cause(cause).build();
  }
}
