package dev.stint.executor.lambda;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.store.ObjectStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.BiFunction;

/// Turns a payload into a payload: opens the request, runs the attempt, seals the response. What it
/// expects to go wrong is a response; what it does not expect is thrown, for Lambda to report.
final class TaskService {

  private final ObjectStore store;
  private final BiFunction<TaskRequest, Duration, TaskResponse> runner;
  private final int maxPayloadBytes;

  TaskService(
      ObjectStore store,
      BiFunction<TaskRequest, Duration, TaskResponse> runner,
      int maxPayloadBytes) {
    this.store = store;
    this.runner = runner;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /// `timeLimit` is after how long the function is killed.
  byte[] answer(byte[] payload, Duration timeLimit) {
    try {
      var request = PlanJson.read(TaskEnvelope.open(payload, store), TaskRequest.class);
      byte[] response = PlanJson.write(runner.apply(request, timeLimit));
      String path = TaskEnvelope.responsePath(request.segmentPath());
      return TaskEnvelope.seal(response, maxPayloadBytes, path, store);
    } catch (StintException e) {
      var failure = new TaskFailure(e.kind(), String.valueOf(e.getMessage()), stackTrace(e));
      return PlanJson.write(new TaskResponse.Failed(failure, TaskMetrics.NONE));
    }
  }

  private static String stackTrace(StintException e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
