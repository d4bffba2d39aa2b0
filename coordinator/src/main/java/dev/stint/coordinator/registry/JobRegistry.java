package dev.stint.coordinator.registry;

import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The registered jobs of a target, as objects: `<workPath>/registry/<name>/job.yaml`, the text as
/// it was given, and `state.json` beside it. Below the same folder the triggers note what they have
/// taken in; see `TriggerService`. Safe for use by many threads.
public final class JobRegistry {

  private final ObjectStore store;
  private final String workPath;

  /// `workPath` has no slash at its end.
  public JobRegistry(ObjectStore store, String workPath) {
    this.store = store;
    this.workPath = workPath;
  }

  /// Where what belongs to a job is, with a slash at the end.
  public String folder(String name) {
    return root() + name + "/";
  }

  /// The names of all jobs that were put and not removed, in order.
  public List<String> names() {
    throw new UnsupportedOperationException(store + root());
  }

  /// All registered jobs in the order of their names.
  ///
  /// @throws dev.stint.plan.failure.StintException naming a job that cannot be read
  public List<RegisteredJob> all() {
    throw new UnsupportedOperationException();
  }

  public Optional<RegisteredJob> find(String name) {
    throw new UnsupportedOperationException(name);
  }

  /// Registers a job, or replaces the one of its name: what was started of it stays started, and
  /// what was paused stays paused. `file` names the text in messages.
  ///
  /// @throws dev.stint.config.job.JobException when something in the text has to be mended
  /// @throws dev.stint.plan.failure.StintException of kind USER for what cannot be executed without
  ///   a user: a relative path, a result that goes nowhere, a name that AWS does not take
  public RegisteredJob put(
      String file, String text, Map<String, String> parameters, Instant now) {
    throw new UnsupportedOperationException(file + text + parameters + now);
  }

  /// Pauses or resumes a job. Scheduled times that pass while it is paused are not made up for.
  public RegisteredJob set(RegisteredJob job, RegisteredJob.Activity activity, Instant now) {
    throw new UnsupportedOperationException(job + " " + activity + now);
  }

  /// Forgets a job. What its triggers took in stays noted, so that a job put later under the same
  /// name does not take it in again.
  public void remove(String name) {
    throw new UnsupportedOperationException(name);
  }

  private String root() {
    return workPath + "/registry/";
  }
}
