package dev.stint.coordinator.aws.embedded;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3 server in this process, on a free port of the loopback interface, with credentials made up
/// at each start. Objects are files: `folder/bucket/key`, with their metadata in extended
/// attributes, so they are there again at the next start. Writes with `If-Match` and
/// `If-None-Match` are atomic.
///
/// Unlike S3 it cannot hold an object whose key is a folder of another's, empty, `.` or `..` parts
/// in keys, or parts of more than 255 bytes.
public final class EmbeddedS3 implements AutoCloseable {

  /// One for each connection at work, also while its reader lets it wait.
  private static final int MAX_THREADS = 1024;

  /// Held here, since the log manager forgets the level of a logger that nobody holds.
  private static final Logger SERVER_LOG = Logger.getLogger("org.gaul");

  private final StoreFolder folder;
  private final BlobStore store;
  private final S3Proxy server;
  private final S3Settings settings;

  private EmbeddedS3(StoreFolder folder) {
    var random = new SecureRandom();
    String accessKey = "STINT" + randomHex(random, 8).toUpperCase(Locale.ROOT);
    String secretKey = randomHex(random, 20);
    this.folder = folder;
    var files =
        new FileETags(new DeniedAccess(new FilesystemNio2BlobStore(folder.path().toString())));
    this.store = new AtomicBlobStore(files);
    this.server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .jettyMaxThreads(MAX_THREADS)
            // Its clients are closed before it is: waiting for their connections takes a second.
            .stopTimeout(0)
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
            .build();
    server.setBlobStoreLocator(
        (identity, _, _) -> accessKey.equals(identity) ? new AccessGrant(secretKey, store) : null);
    startServer();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    this.settings = S3Settings.server(endpoint, accessKey, secretKey);
  }

  /// Serves `folder`, which is made if it is not there.
  ///
  /// @throws StintException of kind USER when another server has the folder, or the file system
  ///   cannot hold objects' metadata
  public static EmbeddedS3 start(Path folder) {
    return startIn(StoreFolder.open(folder));
  }

  /// Serves a new folder, deleted when closed.
  public static EmbeddedS3 startTemporary() {
    return startIn(StoreFolder.temporary());
  }

  private static EmbeddedS3 startIn(StoreFolder folder) {
    // What goes wrong is answered to the client, which says it in its own words.
    SERVER_LOG.setLevel(Level.OFF);
    try {
      return new EmbeddedS3(folder);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /// How to reach it; valid until closed.
  public S3Settings settings() {
    return settings;
  }

  /// Creates the bucket unless it is there.
  public void createBucket(String name) {
    if (!store.containerExists(name)) {
      store.createContainer(name);
    }
  }

  public Path folder() {
    return folder.path();
  }

  private static String randomHex(SecureRandom random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  private void startServer() {
    try {
      server.start();
    } catch (Exception e) {
      throw StintException.internal("cannot start the embedded S3 server: " + e.getMessage(), e);
    }
  }

  /// Stops serving. A temporary folder is deleted with all it holds.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw StintException.internal("cannot stop the embedded S3 server: " + e.getMessage(), e);
    } finally {
      folder.close();
    }
  }
}
