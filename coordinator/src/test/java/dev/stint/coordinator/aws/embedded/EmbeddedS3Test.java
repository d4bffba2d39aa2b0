package dev.stint.coordinator.aws.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedS3Test {

  private static final int RACERS = 16;

  @TempDir private Path folder;

  @Test
  void sdkClientReadsWhatItWrote() {
    try (var server = EmbeddedS3.start(folder);
        var client = client(server.settings())) {
      server.createBucket("lake");
      put(client, "a b/ü+%.txt", "hello");

      assertThat(get(client, "a b/ü+%.txt")).isEqualTo("hello");
      assertThat(client.listBuckets().buckets()).extracting("name").containsExactly("lake");
    }
  }

  @Test
  void s3aReadsWhatTheSdkWroteAndBack() throws Exception {
    try (var server = EmbeddedS3.start(folder);
        var client = client(server.settings())) {
      server.createBucket("lake");
      put(client, "in/x.txt", "from the SDK");
      var configuration = new Configuration(false);
      server.settings().hadoopProperties().forEach(configuration::set);
      var in = new org.apache.hadoop.fs.Path("s3a://lake/in/x.txt");
      var out = new org.apache.hadoop.fs.Path("s3a://lake/out/y.txt");
      try (var files = FileSystem.newInstance(in.toUri(), configuration)) {
        try (var stream = files.open(in)) {
          assertThat(stream.readAllBytes()).asString(UTF_8).isEqualTo("from the SDK");
        }
        try (var stream = files.create(out)) {
          stream.write("from S3A".getBytes(UTF_8));
        }
      }
      assertThat(get(client, "out/y.txt")).isEqualTo("from S3A");
    }
  }

  @Test
  void wrongCredentialsAreRefused() {
    try (var server = EmbeddedS3.start(folder)) {
      server.createBucket("lake");
      var right = server.settings();
      var wrongSecret =
          S3Settings.server(right.endpoint(), right.accessKey(), right.secretKey() + "x");
      var wrongKey = S3Settings.server(right.endpoint(), "AKIAOTHER", right.secretKey());
      for (var wrong : List.of(wrongSecret, wrongKey)) {
        try (var client = client(wrong)) {
          assertThatThrownBy(() -> put(client, "x", "y"))
              .isInstanceOfSatisfying(
                  S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
          assertThatThrownBy(client::listBuckets).isInstanceOf(S3Exception.class);
        }
      }
    }
  }

  @Test
  void objectsOutliveTheServerInAChosenFolder() {
    String eTag;
    try (var server = EmbeddedS3.start(folder);
        var client = client(server.settings())) {
      server.createBucket("lake");
      put(client, "k/x", "kept");
      eTag = client.headObject(b -> b.bucket("lake").key("k/x")).eTag();
    }
    try (var server = EmbeddedS3.start(folder);
        var client = client(server.settings())) {
      server.createBucket("lake");
      assertThat(get(client, "k/x")).isEqualTo("kept");
      assertThat(client.headObject(b -> b.bucket("lake").key("k/x")).eTag()).isEqualTo(eTag);
    }
  }

  @Test
  void temporaryFolderGoesWithTheServer() {
    Path temporary;
    try (var server = EmbeddedS3.startTemporary()) {
      server.createBucket("lake");
      temporary = server.folder();
      assertThat(temporary).isDirectory();
    }
    assertThat(Files.exists(temporary)).isFalse();
  }

  /// A second process is kept away by the operating system, which says here whom it knows.
  @Test
  @EnabledOnOs(OS.LINUX)
  void folderIsLockedAgainstOtherProcesses() throws IOException {
    try (var _ = EmbeddedS3.start(folder)) {
      var inode = Files.getAttribute(folder.resolve(".stint-lock"), "unix:ino");

      assertThat(Files.readString(Path.of("/proc/locks")))
          .containsPattern(
              "WRITE %d [0-9a-f:]*:%s ".formatted(ProcessHandle.current().pid(), inode));
    }
  }

  @Test
  void secondServerOverOneFolderIsRefused() {
    try (var _ = EmbeddedS3.start(folder)) {
      assertThatThrownBy(() -> EmbeddedS3.start(folder))
          .isInstanceOf(StintException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("choose another folder");
    }
    EmbeddedS3.start(folder).close();
  }

  @Test
  void oneOfManyConcurrentCreationsWins() throws Exception {
    try (var server = EmbeddedS3.start(folder);
        var client = client(server.settings())) {
      server.createBucket("lake");
      for (int round = 0; round < 5; round++) {
        String key = "create-" + round;
        assertThat(
                race(
                    racer ->
                        client.putObject(
                            b -> b.bucket("lake").key(key).ifNoneMatch("*"), body(racer))))
            .hasSize(1)
            .first()
            .asString()
            .isEqualTo(get(client, key));
      }
    }
  }

  @Test
  void oneOfManyConcurrentReplacementsWins() throws Exception {
    try (var server = EmbeddedS3.start(folder);
        var client = client(server.settings())) {
      server.createBucket("lake");
      for (int round = 0; round < 5; round++) {
        String key = "replace-" + round;
        String eTag = put(client, key, "first");
        assertThat(race(racer -> replace(server, key, eTag, racer)))
            .hasSize(1)
            .first()
            .asString()
            .isEqualTo(get(client, key));
      }
    }
  }

  @Test
  void oneOfManyConcurrentConditionalCompletionsWins() throws Exception {
    try (var server = EmbeddedS3.start(folder);
        var client = client(server.settings())) {
      server.createBucket("lake");
      var uploads =
          IntStream.range(0, RACERS).mapToObj(racer -> upload(client, "multi", racer)).toList();

      var winners =
          race(
              racer ->
                  client.completeMultipartUpload(
                      b ->
                          b.bucket("lake")
                              .key("multi")
                              .ifNoneMatch("*")
                              .uploadId(uploads.get(racer).id())
                              .multipartUpload(m -> m.parts(uploads.get(racer).part()))));

      assertThat(winners).hasSize(1);
      assertThat(get(client, "multi")).isEqualTo("" + winners.getFirst());
    }
  }

  /// With a client of its own: the server ends the connection of a write it refuses unread, which a
  /// pool of many such connections notices one by one.
  private static void replace(EmbeddedS3 server, String key, String eTag, int racer) {
    try (var client = client(server.settings())) {
      client.putObject(b -> b.bucket("lake").key(key).ifMatch(eTag), body(racer));
    }
  }

  private record Upload(String id, CompletedPart part) {}

  private static Upload upload(S3Client client, String key, int racer) {
    String id = client.createMultipartUpload(b -> b.bucket("lake").key(key)).uploadId();
    String eTag =
        client
            .uploadPart(b -> b.bucket("lake").key(key).uploadId(id).partNumber(1), body(racer))
            .eTag();
    return new Upload(id, CompletedPart.builder().partNumber(1).eTag(eTag).build());
  }

  private interface Write {
    void by(int racer);
  }

  /// Lets all racers write at once and returns those whose condition held.
  private static List<Integer> race(Write write) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var attempts = new ArrayList<Callable<Boolean>>();
      for (int racer = 0; racer < RACERS; racer++) {
        int number = racer;
        attempts.add(() -> succeeds(write, number));
      }
      var results = executor.invokeAll(attempts);
      var winners = new ArrayList<Integer>();
      for (int racer = 0; racer < RACERS; racer++) {
        if (results.get(racer).get()) {
          winners.add(racer);
        }
      }
      return winners;
    }
  }

  private static boolean succeeds(Write write, int racer) {
    try {
      write.by(racer);
      return true;
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isEqualTo(412);
      return false;
    }
  }

  private static RequestBody body(int racer) {
    return RequestBody.fromString(Integer.toString(racer));
  }

  private static String put(S3Client client, String key, String text) {
    return client.putObject(b -> b.bucket("lake").key(key), RequestBody.fromString(text)).eTag();
  }

  private static String get(S3Client client, String key) {
    return client.getObjectAsBytes(b -> b.bucket("lake").key(key)).asUtf8String();
  }

  @SuppressWarnings("deprecation")
  private static S3Client client(S3Settings settings) {
    return S3Client.builder()
        .endpointOverride(settings.endpoint())
        .region(Region.of(settings.region()))
        .forcePathStyle(settings.isPathStyle())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
        .httpClientBuilder(ApacheHttpClient.builder().maxConnections(64))
        .build();
  }
}
