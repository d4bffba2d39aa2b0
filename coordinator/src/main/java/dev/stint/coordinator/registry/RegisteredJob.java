package dev.stint.coordinator.registry;

import dev.stint.config.job.Job;
import dev.stint.config.job.JobReader;
import dev.stint.config.job.RunTimes;
import dev.stint.config.job.Trigger;
import dev.stint.coordinator.job.JobRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job under its name. `text` is its file as the user wrote it, and `parameters` what was given
/// beside it. `registered` is when a job of that name was first put, in whole seconds: rates count
/// from it. `since` is from when its scheduled times count as missed: when it was put or last
/// resumed.
public record RegisteredJob(
    String name,
    String text,
    Map<String, String> parameters,
    Instant registered,
    Instant since,
    Activity activity,
    List<Trigger> triggers) {

  /// Whether triggers start a job.
  public enum Activity {
    ACTIVE,
    PAUSED
  }

  public RegisteredJob {
    parameters = Map.copyOf(parameters);
    triggers = List.copyOf(triggers);
  }

  public boolean isPaused() {
    return activity == Activity.PAUSED;
  }

  /// The trigger of that index; `null` when the job has none.
  public @Nullable Trigger trigger(int index) {
    return index >= 0 && index < triggers.size() ? triggers.get(index) : null;
  }

  /// The job as it is executed for `times`.
  ///
  /// @throws dev.stint.config.job.JobException when it needs a time that is not known
  public Job at(RunTimes times) {
    return JobReader.parse(name, text, parameters, times);
  }

  /// One execution of the job, whose files in S3 the triggers gave: for each input that is in
  /// `files`, those instead of the ones at its path, in the versions that `eTags` names by paths.
  public JobRequest request(
      String executionId,
      String trigger,
      RunTimes times,
      Map<String, List<String>> files,
      Map<String, String> eTags) {
    var job = at(times);
    return JobRequest.of(executionId, trigger, job, job.limits()).withFiles(files, eTags);
  }

  /// For checks and descriptions that want the job whole: it is read as if it were executed at the
  /// time at which it was put.
  public Job sample() {
    return at(JobRegistry.sampleTimes(registered));
  }
}
