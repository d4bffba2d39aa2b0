package dev.stint.coordinator.ui;

import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.report.JobsText;
import dev.stint.coordinator.trigger.ExecutionEnds;
import dev.stint.coordinator.trigger.ExecutionLog;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The registered jobs of a target, in lines.
public final class UiJobs {

  private final ObjectStore store;
  private final List<String> workPaths;
  private final ZoneId zone;

  /// `workPaths` are the work folders in which jobs may be registered, without a slash at the end;
  /// times are told in `zone`.
  public UiJobs(ObjectStore store, List<String> workPaths, ZoneId zone) {
    this.store = store;
    this.workPaths = List.copyOf(workPaths);
    this.zone = zone;
  }

  List<RunList.JobLine> lines(Instant now) {
    var lines = new ArrayList<RunList.JobLine>();
    for (var workPath : workPaths) {
      for (var job : new JobRegistry(store, workPath).all().jobs()) {
        lines.add(line(workPath, job, now));
      }
    }
    return lines;
  }

  private RunList.JobLine line(String workPath, RegisteredJob job, Instant now) {
    var last =
        new ExecutionLog(store, workPath)
            .latest(job.name(), 1).stream()
                .findFirst()
                .map(entry -> execution(workPath, job.name(), entry));
    return new RunList.JobLine(
        job.name(),
        job.isPaused(),
        job.triggers().stream().map(JobsText::trigger).toList(),
        last.map(execution -> JobsText.last(execution, zone)).orElse("never"),
        JobsText.next(job, now));
  }

  private JobsText.Execution execution(String workPath, String job, ExecutionLog.Entry entry) {
    var ends = new ExecutionEnds(store, workPath);
    return new JobsText.Execution(
        entry, entry.skipped() == null ? ends.find(job, entry.execution()).orElse(null) : null);
  }
}
