package dev.stint.coordinator.aws.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A function as an endpoint runs it: at most `concurrency` processes, each doing one invocation at
/// a time.
///
/// `memoryMegabytes` is what Lambda would give a process for everything, its heap among it. An
/// invocation that takes longer than `timeout` costs its process its life, as on Lambda. Of the
/// caller's environment a process sees nothing but `environment` and what Lambda sets.
/// `javaOptions` are added to the endpoint's own.
public record FunctionDefinition(
    String name,
    String handler,
    List<Path> classPath,
    int memoryMegabytes,
    Duration timeout,
    int concurrency,
    Map<String, String> environment,
    List<String> javaOptions) {

  /// The deployable handler.
  public static final String TASK_HANDLER = "dev.stint.executor.lambda.TaskHandler::handleRequest";

  public FunctionDefinition {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("not a function's name: '" + name + "'");
    }
    if (memoryMegabytes < 128 || concurrency < 1 || !timeout.isPositive()) {
      throw new IllegalArgumentException(
          "%d MB, concurrency %d, timeout %s".formatted(memoryMegabytes, concurrency, timeout));
    }
    classPath = List.copyOf(classPath);
    environment = Map.copyOf(environment);
    javaOptions = List.copyOf(javaOptions);
  }

  /// Stint's own function in the given size, named after it.
  public static FunctionDefinition task(
      List<Path> classPath,
      int memoryMegabytes,
      Duration timeout,
      int concurrency,
      Map<String, String> environment) {
    return new FunctionDefinition(
        "stint-" + memoryMegabytes,
        TASK_HANDLER,
        classPath,
        memoryMegabytes,
        timeout,
        concurrency,
        environment,
        List.of());
  }

  String arn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
  }
}
