package dev.stint.tests.uses;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.Deployment;
import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.deploy.Deployments;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// A deployment that `stint deploy` made on what speaks AWS's protocols. Every command runs as on
/// another laptop, with an empty home; what functions did is read from S3, queues and logs.
final class DeployedBed implements Bed {

  /// The bed's coordinators live no longer: they hand over after four fifths of it.
  static final Duration COORDINATOR_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Path folder;
  private final Place place;
  private final AwsSettings aws;
  private final ObjectStore store;
  private final EventTap tap;
  private final Set<String> letters = new TreeSet<>();

  /// Where it is.
  ///
  /// @param environment for commands, with the endpoint and keys
  /// @param deployOptions that the place needs
  record Place(
      Map<String, String> environment,
      List<String> deployOptions,
      Supplier<String> log,
      Runnable stop) {

    Place {
      environment = Map.copyOf(environment);
      deployOptions = List.copyOf(deployOptions);
    }
  }

  /// Makes the bucket, and deploys.
  ///
  /// @param folder for the bed's files, and the caller's to delete
  DeployedBed(Path folder, Place place) {
    this.folder = folder;
    this.place = place;
    this.aws = AwsSettings.ofEmulator(place.environment());
    EmulatedS3.createBucket(aws, "lake");
    this.store = ObjectStores.open(aws.s3());
    this.tap = new EventTap(aws, "lake");
    deploy(
            DeployDefaults.NAME,
            "--concurrency",
            "4",
            "--coordinator-timeout",
            COORDINATOR_TIMEOUT.toSeconds() + "s")
        .succeeded();
  }

  /// Deploys under a name, with what functions need here.
  Outcome deploy(String name, String... options) {
    return onTarget(
        "deploy",
        Stream.of(
                Stream.of("--name", name, "--read", LAKE + "in", "--write", LAKE + "out"),
                place.deployOptions().stream(),
                Stream.of(options))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  @Override
  public Outcome stint(String command, String... arguments) {
    return onTarget(command, arguments);
  }

  private Outcome onTarget(String command, String... arguments) {
    var environment = new HashMap<>(place.environment());
    environment.put("STINT_HOME", emptyHome().toString());
    return Outcome.of(
        environment,
        Stream.of(Stream.of(command), Stream.of(arguments), Stream.of("--target", "localstack"))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private Path emptyHome() {
    try {
      return Files.createTempDirectory(folder, "home-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Deployment deployment() {
    var version =
        Outcome.of(place.environment(), "--version").output().lines().findFirst().orElseThrow();
    return Deployments.find(aws, DeployDefaults.NAME, version.split(" ", -1)[1]);
  }

  AwsSettings aws() {
    return aws;
  }

  ObjectStore store() {
    return store;
  }

  @Override
  public String start(String jobFile) {
    return stint("run", "-q", "--detach", jobFile).succeeded().output().strip();
  }

  @Override
  public void endCoordinator(String execution) {
    var _ =
        await(
            "a coordinator whose time is over",
            () -> logged("coordinator", "execution=%s invocation=HANDED_OVER".formatted(execution)),
            lines -> !lines.isEmpty());
  }

  @Override
  public void upload(String key, byte[] content) {
    store.write(LAKE + key, content);
  }

  @Override
  public void upload(Map<String, String> texts) {
    texts.forEach(this::upload);
  }

  @Override
  public boolean worksByItself() {
    return true;
  }

  @Override
  public void announceAgain(String key) {
    var event = await("the event of " + key, () -> tap.eventOf(key), found -> found.isPresent());
    try (var sqs = AwsClients.open(SqsClient.builder(), aws)) {
      sqs.sendMessage(b -> b.queueUrl(deployment().queueUrl()).messageBody(event.orElseThrow()));
    }
  }

  @Override
  public List<String> keys(String prefix) {
    return store.list(LAKE + prefix).stream()
        .map(object -> object.path().substring(LAKE.length()))
        .sorted()
        .toList();
  }

  @Override
  public Instant lastWritten(String prefix) {
    return store.list(LAKE + prefix).stream()
        .map(ObjectInfo::lastModified)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  @Override
  public byte[] content(String key) {
    var found = store.head(LAKE + key).orElseThrow();
    return store.read(found.path(), 0, Math.toIntExact(found.bytes()));
  }

  /// All that have come so far: each is taken off the queue when it is seen.
  @Override
  public List<String> deadLetters() {
    var queue = deployment().deadLetterQueueUrl();
    try (var sqs = AwsClients.open(SqsClient.builder(), aws)) {
      List<Message> found;
      do {
        found = sqs.receiveMessage(b -> b.queueUrl(queue).maxNumberOfMessages(10)).messages();
        for (var message : found) {
          letters.add(message.body());
          sqs.deleteMessage(b -> b.queueUrl(queue).receiptHandle(message.receiptHandle()));
        }
      } while (!found.isEmpty());
    }
    return List.copyOf(letters);
  }

  /// What functions have logged that holds a text.
  List<String> logged(String function, String text) {
    return FunctionLogs.find(aws, "/aws/lambda/" + DeployDefaults.NAME + "-" + function, text);
  }

  @Override
  public void pass() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two looks", e);
    }
  }

  @Override
  public String log() {
    return stint("jobs", "list").output() + stint("runs").output() + place.log().get();
  }

  @Override
  public void close() {
    tap.close();
    store.close();
    place.stop().run();
  }
}
