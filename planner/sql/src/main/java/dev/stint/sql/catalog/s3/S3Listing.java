package dev.stint.sql.catalog.s3;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AUtils;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/// Lists objects by their own keys. Hadoop's listing gives paths, and keys get lost in them: it
/// takes folders without a name out of a key (`a//b`), follows those named `.` and `..`, and leaves
/// out what ends in a slash.
public final class S3Listing {

  private S3Listing() {}

  /// Gives `objects` all whose keys begin with `prefix`, in the order of the keys' bytes. One flat
  /// listing: a request for each thousand objects.
  ///
  /// @param fileSystem S3A's, whose client asks
  /// @throws IOException as S3A would have it
  public static void list(
      FileSystem fileSystem, String bucket, String prefix, Consumer<ListedObject> objects)
      throws IOException {
    var client = ((S3AFileSystem) fileSystem).getS3AInternals().getAmazonS3Client("list a table");
    var request =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .prefix(prefix)
            // XML cannot carry all letters that a key may have.
            .encodingType(EncodingType.URL)
            .build();
    try {
      for (var object : client.listObjectsV2Paginator(request).contents()) {
        objects.accept(new ListedObject(object.key(), object.size(), object.eTag()));
      }
    } catch (SdkException e) {
      throw S3AUtils.translateException("list", "s3://" + bucket + "/" + prefix, e);
    }
  }
}
