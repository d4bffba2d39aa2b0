package dev.stint.coordinator.demo;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The job files of the demo, written where the user can read, change and run them.
public final class DemoJob {

  private DemoJob() {}

  /// Writes the job into `folder`, over what an earlier demo wrote, and gives its path.
  public static Path write(Path folder) {
    return write(folder, "taxi.yaml");
  }

  /// The same for the job that uploads start.
  public static Path writeTriggered(Path folder) {
    return write(folder, "taxi-uploads.yaml");
  }

  private static Path write(Path folder, String name) {
    var file = folder.resolve(name);
    try (var resource = DemoJob.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      Files.createDirectories(folder);
      Files.write(file, resource.readAllBytes());
      return file;
    } catch (IOException e) {
      throw StintException.user("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
