package dev.stint.tests.uses;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testcontainers.localstack.LocalStackContainer;

/// The uses of a deployment on LocalStack, or an image that stands in for it, in Docker.
/// `-Dstint.localstack.image` names another image.
@NeedsLocalStack
@NeedsPackages
final class LocalStackUsesTest extends DeployedUsesContract {

  /// Testcontainers copies its start script into the running container, which executes it as soon
  /// as it is there. Docker may still have it open then ("Text file busy", exit code 126), so the
  /// shell reads it instead.
  private static final String START =
      "until [ -s /testcontainers_start.sh ]; do sleep 0.1; done; exec bash"
          + " /testcontainers_start.sh";

  @Override
  DeployedBed open(Path folder) {
    var container = new LocalStackContainer(LocalStackImage.name());
    container.withCreateContainerCmdModifier(command -> command.withEntrypoint("sh", "-c", START));
    container.start();
    try {
      return new DeployedBed(
          folder,
          new DeployedBed.Place(
              Map.of(
                  "AWS_ENDPOINT_URL", container.getEndpoint().toString(),
                  "AWS_REGION", "us-east-1",
                  "AWS_ACCESS_KEY_ID", "test",
                  "AWS_SECRET_ACCESS_KEY", "test"),
              deployOptions(),
              container::getLogs,
              container::stop));
    } catch (RuntimeException e) {
      container.stop();
      throw e;
    }
  }

  /// LocalStack has Lambda's Java, and tells functions where it is. The stand-in's functions are
  /// processes beside it, with the image's Java.
  private static List<String> deployOptions() {
    return LocalStackImage.isStandIn()
        ? List.of(
            "--function-runtime", "provided.al2023", "--function-endpoint", "http://127.0.0.1:4566")
        : List.of("--function-endpoint", "");
  }
}
