package dev.stint.coordinator.request;

import org.jspecify.annotations.Nullable;

/// Where a run comes from: statement `statement`, counted from 0, of the `statements` of one
/// execution of a job. `jobId` names the execution: up to 56 letters and digits, so that run ids
/// made of it are none of another execution's. `job` is the name the user gave the job, `null` for
/// a statement that was asked for by itself; `trigger` says in a word what started it, such as
/// `cli`. `sql` is the statement's text, `null` in logs that do not have it.
public record RunOrigin(
    String jobId,
    @Nullable String job,
    int statement,
    int statements,
    String trigger,
    @Nullable String sql) {

  public RunOrigin {
    if (!jobId.matches("[A-Za-z0-9]{1,56}")) {
      throw new IllegalArgumentException(
          "not the id of a job, 1 to 56 letters and digits: '" + jobId + "'");
    }
    if (statement < 0 || statement >= statements || statements > 999_999) {
      throw new IllegalArgumentException("statement " + statement + " of " + statements);
    }
    if (trigger.isBlank()) {
      throw new IllegalArgumentException("no trigger");
    }
  }

  /// Of a statement whose text is not told.
  public RunOrigin(
      String jobId, @Nullable String job, int statement, int statements, String trigger) {
    this(jobId, job, statement, statements, trigger, null);
  }

  /// The id of the statement's run, the same whenever it is asked for: that of the execution, and
  /// where the job has more than one statement, the statement's number, counted from 1.
  public String runId() {
    return statements == 1 ? jobId : jobId + "-" + (statement + 1);
  }
}
