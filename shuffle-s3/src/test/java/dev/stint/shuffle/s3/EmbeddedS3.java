package dev.stint.shuffle.s3;

import dev.stint.config.store.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/// An S3 server on loopback for tests, with one bucket.
final class EmbeddedS3 {

  static final String BUCKET = "bucket";

  private final S3Proxy server;

  EmbeddedS3(Path folder) throws Exception {
    BlobStore blobs = new FilesystemNio2BlobStore(folder.toString());
    server =
        S3Proxy.builder()
            .blobStore(blobs)
            .endpoint(URI.create("http://127.0.0.1:0"))
            // A stream that waits holds one of its threads.
            .jettyMaxThreads(1024)
            .awsAuthentication(AuthenticationType.NONE, null, null)
            .build();
    server.start();
    try (var http = S3Clients.http();
        var client =
            S3Clients.open(settings(), http, S3Clients.credentials(settings()), List.of())) {
      client.createBucket(CreateBucketRequest.builder().bucket(BUCKET).build());
    }
  }

  S3Settings settings() {
    return S3Settings.server(URI.create("http://127.0.0.1:" + server.getPort()), "me", "secret");
  }

  void stop() throws Exception {
    server.stop();
  }
}
