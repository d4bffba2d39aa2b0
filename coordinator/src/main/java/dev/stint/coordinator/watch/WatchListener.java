package dev.stint.coordinator.watch;

import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.trigger.DeadLetter;
import dev.stint.coordinator.trigger.Decision;
import dev.stint.coordinator.trigger.ExecutionLog;

/// Is told what triggers on a laptop do. Executions are told of on the thread that runs them, all
/// else on the one that watches.
public interface WatchListener {

  void decided(Decision decision);

  /// An event could not be dealt with now, as `text` says; it is tried again.
  void delayed(String text);

  /// A dead letter is at `path`.
  void failed(DeadLetter letter, String path);

  /// An execution begins or goes on. Gives what hears of it.
  JobListener started(JobRequest request);

  void ended(JobRequest request, ExecutionLog.End end);
}
