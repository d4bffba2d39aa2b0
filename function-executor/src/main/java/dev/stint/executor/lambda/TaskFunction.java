package dev.stint.executor.lambda;

import dev.stint.config.memory.FunctionDisk;
import dev.stint.config.store.S3Settings;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.hedge.Hedging;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.wire.TaskWire;
import java.lang.System.Logger.Level;
import java.util.Map;

/// What serves all attempts of a process: clients with their connections and credentials, request
/// times, random numbers. Nothing of it may be shared by the processes that start from one
/// snapshot, so it is closed before the snapshot and made anew after.
final class TaskFunction implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TaskFunction.class.getName());

  /// Names no object.
  private static final String PROBE = "/runs/stint-probe";

  private final FunctionEnvironment environment;
  private final TaskRunner runner;

  TaskFunction(Map<String, String> variables) {
    var settings = S3Settings.fromEnvironment(variables);
    this.environment =
        new FunctionEnvironment(
            ObjectStores.open(settings), new Hedging(), FunctionDisk.operatorBytes(variables));
    this.runner = new TaskRunner(environment);
  }

  TaskRunner runner() {
    return runner;
  }

  TaskWire wire() {
    return new TaskWire(environment.store());
  }

  /// Loads and warms up what attempts need. Where it fails nothing is lost but time.
  void prime(String workPath) {
    try {
      DryRun.run(environment);
      connect(workPath);
    } catch (StintException e) {
      LOG.log(Level.WARNING, "priming failed, the first attempt will be slow", e);
    }
  }

  /// Opens a connection to S3 by asking for an object that there is not: the answer, even that the
  /// function may not ask, does not matter.
  void connect(String workPath) {
    if (workPath.startsWith("s3://")) {
      try {
        environment.store().head(workPath + PROBE);
      } catch (StintException e) {
        LOG.log(Level.DEBUG, "the first connection to S3: {0}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    environment.store().close();
  }
}
