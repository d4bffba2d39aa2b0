package dev.stint.coordinator.cli.console;

import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobStep;
import dev.stint.coordinator.report.FindingsText;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.stage.StageGraph;

/// Says nothing of how a job proceeds, and yet what its runs did not read as it is written.
public final class QuietDisplay implements JobListener {

  private final Console console;

  public QuietDisplay(Console console) {
    this.console = console;
  }

  @Override
  public void stepStarted(JobStep step) {}

  @Override
  public RunListener stepPlanned(JobStep step, StageGraph graph, RunEstimate estimate) {
    return RunListener.NONE;
  }

  @Override
  public void stepMayReachLimit(JobStep step, String text) {}

  @Override
  public void stepFinished(JobStep step, RunReport report) {
    say(report);
  }

  public void say(RunReport report) {
    console.out().flush();
    console.err().print(FindingsText.of(report, console.errWidth()));
  }
}
