package dev.stint.coordinator.cli.console;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobStep;
import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.report.EstimateText;
import dev.stint.coordinator.report.ReportText;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.catalog.CatalogListener;
import org.jspecify.annotations.Nullable;

/// Shows how a job proceeds: the name of each statement, its run's progress, what it wrote and the
/// run's report.
public final class JobDisplay implements JobListener {

  private final Console console;
  private final ProgressLine line;
  private final PriceTable prices;
  private @Nullable RunEstimate estimate;

  public JobDisplay(Console console, ProgressLine line, PriceTable prices) {
    this.console = console;
    this.line = line;
    this.prices = prices;
  }

  @Override
  public void stepStarted(JobStep step) {
    var origin = step.origin();
    if (origin.statements() > 1) {
      line.print(
          "statement %s (%d of %d)"
              .formatted(step.name(), origin.statement() + 1, origin.statements()));
    }
    line.show("planning");
  }

  @Override
  public CatalogListener stepFiles(JobStep step) {
    return new CatalogProgress(line);
  }

  @Override
  public RunListener stepPlanned(JobStep step, StageGraph graph, RunEstimate newEstimate) {
    line.clear();
    estimate = newEstimate;
    return new ProgressDisplay(line);
  }

  @Override
  public void stepMayReachLimit(JobStep step, String text) {
    line.print("warning: " + text);
  }

  @Override
  public void stepFinished(JobStep step, RunReport report) {
    var output = step.output();
    runFinished(report, output == null ? null : output.path());
    if (estimate != null && report.status() == RunStatus.SUCCEEDED) {
      console.err().print(EstimateText.line(estimate, report, console.errWidth()));
    }
  }

  /// Shows the end of a run, whose files go to `outputPath` if it writes any.
  public void runFinished(RunReport report, @Nullable String outputPath) {
    line.clear();
    console.out().flush();
    if (outputPath != null) {
      sayWritten(report, outputPath);
    }
    console.err().print("\n" + ReportText.of(report, prices, console.errWidth()));
  }

  private void sayWritten(RunReport report, String outputPath) {
    switch (report.status()) {
      case SUCCEEDED ->
          line.print(
              "wrote %s to %s".formatted(Amounts.count(report.files().size(), "file"), outputPath));
      case SKIPPED ->
          line.print("nothing written: " + outputPath + " is there, and the mode is ignore");
      case RUNNING, FAILED, CANCELLED -> {}
    }
  }
}
