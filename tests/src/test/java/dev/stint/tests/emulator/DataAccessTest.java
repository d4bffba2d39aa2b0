package dev.stint.tests.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.deploy.AccessPolicy;
import dev.stint.config.deploy.DataLocation;
import dev.stint.config.deploy.DataLocation.Access;
import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.s3.S3ObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The policies of the functions as an emulator enforces them: of each statement something that it
/// allows, and beside it something that nothing allows.
@NeedsEmulator
class DataAccessTest {

  private static final AccessPolicy POLICY =
      new AccessPolicy(
          "aws",
          "work",
          List.of(
              DataLocation.parse("s3://source/raw", Access.READ),
              DataLocation.parse("s3://lake/daily", Access.WRITE)),
          List.of());

  private static final byte[] BYTES = "x".getBytes(UTF_8);

  private static MiniStack stack;
  private static ObjectStore owner;
  private static ObjectStore task;
  private static ObjectStore coordinator;

  /// One kind of call on a path.
  enum Call {
    READ,
    LOOK,
    WRITE,
    CREATE,
    DELETE,
    UPLOAD,
    ABORT,
    LIST,
    LIST_UPLOADS;

    void on(ObjectStore store, String path) {
      switch (this) {
        case READ -> assertThat(store.read(path, 0, 1)).hasSize(1);
        case LOOK -> assertThat(store.head(path)).isPresent();
        case WRITE -> store.write(path, BYTES);
        case CREATE -> assertThat(store.createIfAbsent(path + ".new", BYTES)).isTrue();
        case DELETE -> store.delete(List.of(path));
        case UPLOAD -> {
          var id = store.startUpload(path);
          var part = store.uploadPart(path, id, 1, BYTES, BYTES.length);
          store.completeUpload(path, id, List.of(part));
        }
        case ABORT -> store.abortUpload(path, owner.startUpload(path));
        case LIST -> assertThat(store.list(path)).isNotNull();
        case LIST_UPLOADS -> assertThat(store.listUploads(path)).isNotNull();
      }
    }
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    stack = MiniStack.start(folder, MiniStack.Policies.ENFORCED, Map.of());
    owner = S3ObjectStore.open(S3Settings.server(stack.endpoint(), "test", "test"));
    try (var client = client()) {
      for (var bucket : List.of("work", "source", "lake", "other")) {
        client.createBucket(b -> b.bucket(bucket));
      }
    }
    task = as("task", POLICY.task());
    coordinator = as("coordinator", POLICY.coordinator());
  }

  @AfterAll
  static void stop() {
    for (var store : List.of(owner, task, coordinator)) {
      store.close();
    }
    stack.close();
  }

  private static S3Client client() {
    return S3Client.builder()
        .endpointOverride(stack.endpoint())
        .region(Region.of(MiniStack.REGION))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  private static ObjectStore as(String name, Map<String, Object> document) throws IOException {
    var calls = SignedCalls.of(stack);
    var session =
        (AwsSessionCredentialsIdentity)
            calls.as(calls.role(name, AccessPolicy.json(document))).credentials();
    return S3ObjectStore.open(
        new S3Settings(
            stack.endpoint(),
            MiniStack.REGION,
            true,
            session.accessKeyId(),
            session.secretAccessKey(),
            session.sessionToken()));
  }

  /// So that what is read or deleted is there.
  private static void put(String path) {
    if (!path.endsWith("/")) {
      owner.write(path, BYTES);
    }
  }

  static Stream<Arguments> taskMay() {
    return Stream.of(
        Arguments.of(Call.READ, "s3://work/runs/r/segments/00/a"),
        Arguments.of(Call.LOOK, "s3://work/runs/r/segments/00/a.stop"),
        Arguments.of(Call.WRITE, "s3://work/runs/r/segments/00/b"),
        Arguments.of(Call.UPLOAD, "s3://work/runs/r/segments/00/b"),
        Arguments.of(Call.ABORT, "s3://work/runs/r/segments/00/b"),
        Arguments.of(Call.DELETE, "s3://work/runs/r/segments/00/a.stop"),
        Arguments.of(Call.READ, "s3://work/functions/a.jar"),
        Arguments.of(Call.READ, "s3://source/raw/a.csv"),
        Arguments.of(Call.UPLOAD, "s3://lake/daily/b.parquet"),
        Arguments.of(Call.ABORT, "s3://lake/daily/b.parquet"));
  }

  static Stream<Arguments> taskMayNot() {
    return Stream.of(
        // Segments
        Arguments.of(Call.READ, "s3://work/runs/r/journal/00000000.json"),
        Arguments.of(Call.WRITE, "s3://work/runs/r/journal/00000001.json"),
        Arguments.of(Call.WRITE, "s3://work/runs/r/cancel"),
        Arguments.of(Call.READ, "s3://work/jobs/j/job.json"),
        Arguments.of(Call.READ, "s3://work/registry/daily/job.yaml"),
        Arguments.of(Call.WRITE, "s3://work/code/a.zip"),
        Arguments.of(Call.ABORT, "s3://work/code/a.zip"),
        // StopFlags
        Arguments.of(Call.DELETE, "s3://work/runs/r/segments/00/a"),
        Arguments.of(Call.DELETE, "s3://work/runs/r/cancel"),
        // UserFunctions
        Arguments.of(Call.WRITE, "s3://work/functions/a.jar"),
        Arguments.of(Call.DELETE, "s3://work/functions/a.jar"),
        // ReadData
        Arguments.of(Call.READ, "s3://source/raw2/a.csv"),
        Arguments.of(Call.READ, "s3://lake/daily/a.parquet"),
        Arguments.of(Call.READ, "s3://other/a"),
        // WriteData
        Arguments.of(Call.WRITE, "s3://source/raw/a.csv"),
        Arguments.of(Call.UPLOAD, "s3://lake/daily2/b.parquet"),
        Arguments.of(Call.ABORT, "s3://lake/daily2/b.parquet"),
        Arguments.of(Call.DELETE, "s3://lake/daily/a.parquet"),
        // Nothing is listed.
        Arguments.of(Call.LIST, "s3://work/runs/r/segments/"),
        Arguments.of(Call.LIST, "s3://source/raw/"),
        Arguments.of(Call.LIST_UPLOADS, "s3://lake/daily/"));
  }

  static Stream<Arguments> coordinatorMay() {
    return Stream.of(
        Arguments.of(Call.READ, "s3://work/runs/r/journal/00000000.json"),
        Arguments.of(Call.CREATE, "s3://work/runs/r/journal/00000001.json"),
        Arguments.of(Call.DELETE, "s3://work/runs/r/segments/00/a"),
        Arguments.of(Call.ABORT, "s3://work/runs/r/segments/00/b"),
        Arguments.of(Call.CREATE, "s3://work/functions/b.jar"),
        Arguments.of(Call.CREATE, "s3://work/jobs/j/job.json"),
        Arguments.of(Call.READ, "s3://work/registry/daily/job.yaml"),
        Arguments.of(Call.LIST, "s3://work/runs/r/"),
        Arguments.of(Call.LIST_UPLOADS, "s3://work/runs/r/"),
        Arguments.of(Call.READ, "s3://source/raw/a.csv"),
        Arguments.of(Call.LIST, "s3://source/raw/"),
        Arguments.of(Call.READ, "s3://lake/daily/a.parquet"),
        Arguments.of(Call.CREATE, "s3://lake/daily/_stint_commit"),
        Arguments.of(Call.UPLOAD, "s3://lake/daily/b.parquet"),
        Arguments.of(Call.ABORT, "s3://lake/daily/b.parquet"),
        Arguments.of(Call.DELETE, "s3://lake/daily/a.parquet"),
        Arguments.of(Call.LIST, "s3://lake/daily/"),
        Arguments.of(Call.LIST_UPLOADS, "s3://lake/daily/"));
  }

  static Stream<Arguments> coordinatorMayNot() {
    return Stream.of(
        // Work
        Arguments.of(Call.READ, "s3://work/code/a.zip"),
        Arguments.of(Call.WRITE, "s3://work/code/a.zip"),
        Arguments.of(Call.DELETE, "s3://work/code/a.zip"),
        Arguments.of(Call.ABORT, "s3://work/code/a.zip"),
        // ReadData
        Arguments.of(Call.READ, "s3://source/raw2/a.csv"),
        Arguments.of(Call.READ, "s3://other/a"),
        // WriteData
        Arguments.of(Call.WRITE, "s3://source/raw/a.csv"),
        Arguments.of(Call.READ, "s3://lake/daily2/a.parquet"),
        Arguments.of(Call.WRITE, "s3://lake/daily2/a.parquet"),
        Arguments.of(Call.DELETE, "s3://lake/daily2/a.parquet"),
        Arguments.of(Call.ABORT, "s3://lake/daily2/a.parquet"),
        // ListUploads
        Arguments.of(Call.LIST_UPLOADS, "s3://source/raw/"),
        // ListWork, ListData
        Arguments.of(Call.LIST, "s3://work/code/"),
        Arguments.of(Call.LIST, "s3://source/raw2/"),
        Arguments.of(Call.LIST, "s3://lake/daily2/"),
        Arguments.of(Call.LIST, "s3://other/"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void taskMay(Call call, String path) {
    allows(task, call, path);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void taskMayNot(Call call, String path) {
    denies(task, call, path);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void coordinatorMay(Call call, String path) {
    allows(coordinator, call, path);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void coordinatorMayNot(Call call, String path) {
    denies(coordinator, call, path);
  }

  private static void allows(ObjectStore store, Call call, String path) {
    put(path);

    call.on(store, path);
  }

  private static void denies(ObjectStore store, Call call, String path) {
    put(path);

    assertThatThrownBy(() -> call.on(store, path))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("access denied");
    // So it was the policy: the owner may.
    call.on(owner, path);
  }
}
