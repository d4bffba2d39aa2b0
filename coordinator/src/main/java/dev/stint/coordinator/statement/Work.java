package dev.stint.coordinator.statement;

import dev.stint.coordinator.job.JobRequest;
import dev.stint.sql.request.Namespace;
import java.util.function.Supplier;

/// What is left to do for a statement.
public sealed interface Work {

  /// Nothing: it is done, as `text` says.
  record Done(String text) implements Work {}

  /// To run a job, whose statement sees `names`, and then what is to be done once it has succeeded.
  record Run(JobRequest request, Namespace names, Runnable afterwards) implements Work {}

  /// To do something first and, once it has succeeded, what is left then.
  record Chain(Work first, Supplier<Work> then) implements Work {}
}
