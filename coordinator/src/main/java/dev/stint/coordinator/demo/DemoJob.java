package dev.stint.coordinator.demo;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The job file of the demo, written where the user can read, change and run it.
public final class DemoJob {

  private DemoJob() {}

  /// Writes the job into `folder`, over what an earlier demo wrote, and gives its path.
  public static Path write(Path folder) {
    var file = folder.resolve("taxi.yaml");
    try (var resource = DemoJob.class.getResourceAsStream("taxi.yaml")) {
      if (resource == null) {
        throw new IllegalStateException("the resource taxi.yaml is missing");
      }
      Files.createDirectories(folder);
      Files.write(file, resource.readAllBytes());
      return file;
    } catch (IOException e) {
      throw StintException.user("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
