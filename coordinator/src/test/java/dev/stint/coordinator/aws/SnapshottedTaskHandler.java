package dev.stint.coordinator.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stint.executor.lambda.TaskHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.crac.Core;

/// The deployed function as it is after Lambda took a snapshot of it and started a process from
/// that.
public final class SnapshottedTaskHandler implements RequestStreamHandler {

  static final String NAME = SnapshottedTaskHandler.class.getName() + "::handleRequest";

  private final TaskHandler handler = new TaskHandler();

  public SnapshottedTaskHandler() {
    handler.beforeCheckpoint(Core.getGlobalContext());
    handler.afterRestore(Core.getGlobalContext());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handler.handleRequest(input, output, context);
  }
}
