package dev.stint.tests.uses;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/// The image of the LocalStack bed.
final class LocalStackImage {

  private static final String LOCALSTACK = "localstack/localstack";

  /// The last that needs no account.
  private static final String PINNED = LOCALSTACK + ":4.14.0";

  private LocalStackImage() {}

  static DockerImageName name() {
    var image = System.getProperty("stint.localstack.image", PINNED);
    return DockerImageName.parse(image).asCompatibleSubstituteFor(LOCALSTACK);
  }

  /// Whether it was made by `emulator/stand-in.sh`.
  static boolean isStandIn() {
    return name().getUnversionedPart().endsWith("-stand-in");
  }

  /// Why the bed cannot be here; empty when it can. Pulls the image.
  static Optional<String> missing() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("Docker does not answer");
    }
    try {
      var _ = new RemoteDockerImage(name()).get();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          "Docker has no image %s and cannot pull it; tests/emulator/stand-in.sh makes one, for -Dstint.localstack.image"
              .formatted(name()));
    }
  }
}
