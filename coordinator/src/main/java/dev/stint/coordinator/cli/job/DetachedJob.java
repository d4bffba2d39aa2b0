package dev.stint.coordinator.cli.job;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.targets.DeployedTarget;
import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.job.JobRun;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.failure.StintException;

/// Hands executions to the coordinator function of a deployment, which runs them while this command
/// is gone.
public final class DetachedJob {

  private final DeployedTarget target;
  private final Console console;
  private final SessionOptions options;

  public DetachedJob(DeployedTarget target, Console console, SessionOptions options) {
    this.target = target;
    this.console = console;
    this.options = options;
  }

  /// Starts an execution; gives the exit code. What keeps its first statement from being planned is
  /// said here, where somebody sees it.
  ///
  /// @throws StintException of kind USER also when the rows of a statement would have no place to
  ///   go
  int start(JobRequest request, Session session) {
    if (request.statements().getLast().output() == null) {
      throw StintException.user(
          "the last statement has no output, and nobody is there to read its rows: give it one, or"
              + " run without --detach");
    }
    new JobRun(request, session, JobListener.NONE, ResultConsumer.NONE).check();
    new JobLog(session.store(), session.workPath()).begin(request, session.timeZone());
    handOver(request.id());
    return ExitCode.OK;
  }

  /// Has the coordinator function go on with an execution that the job log has.
  public void handOver(String id) {
    try (var starter = target.starter()) {
      starter.start(id);
    }
    console.out().println(id);
    console.out().flush();
    if (!options.isQuiet) {
      var arguments = id + options.deploymentText(console);
      console
          .err()
          .println(
              """
              %2$s is handed to %3$s.
                To watch it: %1$s runs %4$s
                To end it:   %1$s cancel %4$s\
              """
                  .formatted(
                      console.command(), id, target.deployment().coordinatorFunction(), arguments));
    }
  }
}
