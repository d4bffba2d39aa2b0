package dev.stint.coordinator.aws.embedded;

import dev.stint.config.memory.FunctionMemory;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How a function's process is started: this JVM's own Java, with AWS's runtime interface client
/// around the handler, in the environment that Lambda gives.
final class FunctionCommand {

  /// The launcher's own thresholds (`stint`): there are a few functions beside the coordinator on
  /// as many processors, and each compiles the same code once more.
  private static final List<String> LATE_OPTIMISING =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=5000",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=160000");

  private static final List<String> FIRST_COMPILER = List.of("-XX:TieredStopAtLevel=1");

  private static final int MEGABYTES_PER_CPU = 1769;

  /// In smaller functions the second compiler and its code would take a tenth of the memory.
  private static final int BOTH_COMPILERS_MEGABYTES = 1024;

  private static final File NULL_FILE = new File("/dev/null");

  private FunctionCommand() {}

  /// `folder` is the process's own, for temporary files. `options` are Java's, beside the fixed
  /// ones.
  static ProcessBuilder of(
      FunctionDefinition function, String runtimeApi, Path folder, List<String> options) {
    var builder = new ProcessBuilder(command(function, folder, options)).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(NULL_FILE));
    var environment = builder.environment();
    String path = environment.getOrDefault("PATH", "");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LANG", "C.UTF-8");
    environment.put("TZ", ":UTC");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    environment.put("LAMBDA_TASK_ROOT", folder.toString());
    environment.put("_HANDLER", function.handler());
    environment.putAll(function.environment());
    return builder;
  }

  private static List<String> command(
      FunctionDefinition function, Path folder, List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + FunctionMemory.heapBytes((long) function.memoryMegabytes() << 20));
    command.add("-XX:+UseSerialGC");
    command.addAll(
        function.memoryMegabytes() < BOTH_COMPILERS_MEGABYTES ? FIRST_COMPILER : LATE_OPTIMISING);
    command.add("-XX:ActiveProcessorCount=" + cpus(function.memoryMegabytes()));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(options);
    command.addAll(function.javaOptions());
    command.add("-cp");
    command.add(
        function.classPath().stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(RuntimeClient.MAIN_CLASS);
    command.add(function.handler());
    return command;
  }

  /// As many as Lambda gives to that much memory, and at least one.
  private static int cpus(int memoryMegabytes) {
    return Math.max(1, Math.round((float) memoryMegabytes / MEGABYTES_PER_CPU));
  }
}
