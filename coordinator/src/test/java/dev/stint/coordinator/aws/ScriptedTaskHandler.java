package dev.stint.coordinator.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.wire.TaskWire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A function that takes task requests, and does what their run id says instead of the task:
/// `answer` responds with a failure that tells of the request, `throw`, `exit` and `exhaust` fail
/// in three ways, `later` responds in a later version, `hold-port` connects to the port, waits for
/// a byte there, and then responds.
public final class ScriptedTaskHandler implements RequestStreamHandler {

  static final String NAME = ScriptedTaskHandler.class.getName() + "::handleRequest";

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var request = new TaskWire(new FileObjectStore()).readRequest(input.readAllBytes());
    String[] words = request.runId().split("-", 2);
    switch (words[0]) {
      case "answer" -> {}
      case "throw" -> throw new IllegalStateException("told to throw");
      case "exit" -> System.exit(1);
      case "exhaust" -> exhaust();
      case "later" -> {
        output.write(
            "{\"version\":%d,\"answer\":{}}"
                .formatted(TaskWire.VERSION + 1)
                .getBytes(StandardCharsets.UTF_8));
        return;
      }
      case "hold" -> hold(Integer.parseInt(words[1]));
      default -> throw new IllegalArgumentException(request.runId());
    }
    String message =
        "%s of %d bytes in %s MB"
            .formatted(
                request.attemptId(), PlanJson.write(request).length, context.getMemoryLimitInMB());
    var failure = new TaskFailure(FailureKind.USER, message, null);
    output.write(TaskWire.write(new TaskResponse.Failed(failure, TaskMetrics.NONE)));
  }

  private static void exhaust() {
    byte[] tooLarge = new byte[1 << 30];
    throw new IllegalStateException("there is room for " + tooLarge.length);
  }

  private static void hold(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (socket.getInputStream().read() < 0) {
        throw new IOException("let go without a byte");
      }
    }
  }
}
