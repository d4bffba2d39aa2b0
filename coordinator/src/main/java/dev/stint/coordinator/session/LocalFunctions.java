package dev.stint.coordinator.session;

import dev.stint.config.memory.FunctionDisk;
import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.embedded.FunctionDefinition;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// The functions of a session whose functions are processes: one of the size asked for and larger
/// ones, to which attempts go that ran out of memory.
final class LocalFunctions {

  /// Lambda's longest.
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private LocalFunctions() {}

  static List<FunctionDefinition> definitions(SessionSettings settings, S3Settings s3) {
    var classPath = FunctionPackage.ofThisBuild(settings.cacheFolder());
    var definitions = new ArrayList<FunctionDefinition>();
    long bytes = settings.functionMemoryBytes();
    while (bytes < SessionSettings.MAX_FUNCTION_MEMORY_BYTES) {
      definitions.add(definition(settings, s3, classPath, bytes));
      bytes *= 2;
    }
    definitions.add(definition(settings, s3, classPath, SessionSettings.MAX_FUNCTION_MEMORY_BYTES));
    return definitions;
  }

  private static FunctionDefinition definition(
      SessionSettings settings, S3Settings s3, List<Path> classPath, long memoryBytes) {
    var environment = new HashMap<>(s3.toEnvironment());
    environment.put(FunctionDisk.VARIABLE, Integer.toString(FunctionDisk.megabytes(memoryBytes)));
    return FunctionDefinition.task(
        classPath,
        Math.toIntExact(memoryBytes >> 20),
        TIMEOUT,
        settings.parallelism(),
        environment);
  }
}
