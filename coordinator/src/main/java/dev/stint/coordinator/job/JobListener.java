package dev.stint.coordinator.job;

import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.catalog.CatalogListener;

/// Is told how an execution of a job proceeds, on the thread that runs it: it must return soon. For
/// each step they are called in this order; a step that cannot be planned, or whose run breaks off
/// with an exception, is the last of which anything is heard.
public interface JobListener {

  JobListener NONE =
      new JobListener() {
        @Override
        public void stepStarted(JobStep step) {}

        @Override
        public RunListener stepPlanned(JobStep step, StageGraph graph, RunEstimate estimate) {
          return RunListener.NONE;
        }

        @Override
        public void stepMayReachLimit(JobStep step, String text) {}

        @Override
        public void stepFinished(JobStep step, RunReport report) {}
      };

  /// The step's turn has come; it is planned next.
  void stepStarted(JobStep step);

  /// Gives what hears of the files that are looked at to plan the step.
  default CatalogListener stepFiles(JobStep step) {
    return CatalogListener.NONE;
  }

  /// The step is run next. Gives what hears of its run.
  RunListener stepPlanned(JobStep step, StageGraph graph, RunEstimate estimate);

  /// The step may be ended by a limit before it is done, as `text` says in one line; told after it
  /// is planned.
  void stepMayReachLimit(JobStep step, String text);

  /// The step's run is over, whatever its end.
  void stepFinished(JobStep step, RunReport report);
}
