package dev.stint.executor.lambda;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.wire.TaskWire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.BiFunction;

/// Turns a payload into a payload: reads the request, runs the attempt, writes the response. What
/// it expects to go wrong is a response; what it does not expect is thrown, for Lambda to report.
final class TaskService {

  private final TaskWire wire;
  private final BiFunction<TaskRequest, Duration, TaskResponse> runner;

  TaskService(TaskWire wire, BiFunction<TaskRequest, Duration, TaskResponse> runner) {
    this.wire = wire;
    this.runner = runner;
  }

  /// `timeLimit` is after how long the function is killed.
  byte[] answer(byte[] payload, Duration timeLimit) {
    try {
      var request = wire.readRequest(payload);
      return wire.write(runner.apply(request, timeLimit), request.segmentPath());
    } catch (StintException e) {
      var failure = new TaskFailure(e.kind(), String.valueOf(e.getMessage()), stackTrace(e));
      return TaskWire.write(new TaskResponse.Failed(failure, TaskMetrics.NONE));
    }
  }

  private static String stackTrace(StintException e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
