package dev.stint.executor.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/// The function that is deployed: takes a task request and gives a task response, both as
/// [dev.stint.shuffle.wire.TaskWire] writes them. This class wires it up from environment
/// variables: those of S3Settings, [FunctionLog] and [dev.stint.config.memory.FunctionDisk], and
/// `STINT_WORK_PATH`, the bucket to which it opens its first connection.
///
/// Where Lambda takes a snapshot of the process (SnapStart), [TaskFunction] is primed before and
/// made anew after.
public final class TaskHandler implements RequestStreamHandler, Resource {

  private static final String WORK_PATH = "STINT_WORK_PATH";

  private final Map<String, String> variables;
  private final FunctionLog log;
  private final AttemptLine attemptLine;
  private volatile TaskFunction function;

  /// Lambda makes one for each process.
  public TaskHandler() {
    this(System.getenv());
  }

  TaskHandler(Map<String, String> variables) {
    this.variables = variables;
    this.log = FunctionLog.install(variables);
    this.attemptLine =
        new AttemptLine(
            new JsonLines(System.out),
            variables.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "stint-task"),
            InstantSource.system());
    this.function = new TaskFunction(variables);
    Core.getGlobalContext().register(this);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var timeLimit = Duration.ofMillis(context.getRemainingTimeInMillis());
    var present = function;
    var service = new TaskService(present.wire(), (request, limit) -> run(present, request, limit));
    output.write(service.answer(input.readAllBytes(), timeLimit));
  }

  private TaskResponse run(TaskFunction present, TaskRequest request, Duration timeLimit) {
    log.enter(request);
    try {
      var response = present.runner().run(request, timeLimit);
      attemptLine.write(request, response);
      return response;
    } finally {
      log.enter(null);
    }
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    function.prime(workPath());
    function.close();
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    TaskRunner.markCold();
    function = new TaskFunction(variables);
    function.connect(workPath());
  }

  private String workPath() {
    return variables.getOrDefault(WORK_PATH, "");
  }
}
