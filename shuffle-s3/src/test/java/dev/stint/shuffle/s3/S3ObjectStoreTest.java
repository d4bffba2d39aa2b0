package dev.stint.shuffle.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.ObjectStoreContract;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest extends ObjectStoreContract {

  @TempDir private static Path folder;

  private static EmbeddedS3 server;
  private static ObjectStore store;

  private final String root = "s3://" + EmbeddedS3.BUCKET + "/" + UUID.randomUUID() + "/";

  @BeforeAll
  static void start() throws Exception {
    server = new EmbeddedS3(folder);
    store = ObjectStores.open(server.settings());
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
    server.stop();
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected String root() {
    return root;
  }

  @Test
  void listsAndDeletesMoreThanOnePage() {
    var paths = IntStream.range(0, 1005).mapToObj(i -> path("%04d".formatted(i))).toList();
    paths.parallelStream().forEach(path -> store.write(path, new byte[0]));

    assertThat(store.list(root)).extracting("path").isEqualTo(paths);

    store.delete(paths);
    assertThat(store.list(root)).isEmpty();
  }

  /// Which makes it safe to send a part twice.
  @Test
  void aPartHasTheSameETagWheneverItComes() {
    byte[] bytes = {1, 2, 3};
    String upload = store.startUpload(path("twice sent"));
    String eTag = store.uploadPart(path("twice sent"), upload, 1, bytes, 3);

    assertThat(store.uploadPart(path("twice sent"), upload, 1, bytes, 3)).isEqualTo(eTag);
    assertThat(eTag).isEqualTo("5289df737df57326fcdd22597afb1fac");
    store.completeUpload(path("twice sent"), upload, List.of(eTag));
    assertThat(read("twice sent")).isEqualTo(bytes);
  }

  @Test
  void namesAMissingBucket() {
    String path = "s3://no-such-bucket/key";

    fails(FailureKind.USER, path + ": there is no such bucket", () -> store.read(path, 0, 1));
    fails(FailureKind.USER, "no such bucket", () -> store.write(path, new byte[1]));
    fails(FailureKind.USER, "no such bucket", () -> store.list("s3://no-such-bucket/"));
  }

  @Test
  void anUnreachableServerMayComeBack() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var settings = S3Settings.server(URI.create("http://127.0.0.1:" + port), "me", "secret");
    try (var unreachable = S3ObjectStore.open(settings)) {
      fails(FailureKind.TRANSIENT, "s3://b/key", () -> unreachable.read("s3://b/key", 0, 1));
    }
  }

  @Test
  void takesNoOtherPaths() {
    try (var s3 = S3ObjectStore.open(server.settings())) {
      fails(FailureKind.USER, "file:///a", () -> s3.head("file:///a"));
    }
  }
}
