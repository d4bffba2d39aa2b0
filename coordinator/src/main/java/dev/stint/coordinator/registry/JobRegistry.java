package dev.stint.coordinator.registry;

import dev.stint.config.job.Job;
import dev.stint.config.job.JobException;
import dev.stint.config.job.JobReader;
import dev.stint.config.job.RunTimes;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The registered jobs of a target, as objects: `<workPath>/registry/<name>/job.yaml`, the text as
/// it was given, and `state.json` beside it. Below the same folder the triggers note what they have
/// taken in. Safe for use by many threads.
public final class JobRegistry {

  private static final String TEXT = "job.yaml";
  private static final String STATE = "state.json";

  private final ObjectStore store;
  private final String workPath;

  /// `workPath` has no slash at its end.
  public JobRegistry(ObjectStore store, String workPath) {
    this.store = store;
    this.workPath = workPath;
  }

  /// Registered jobs in the order of their names, and for each that cannot be read, why.
  public record Jobs(List<RegisteredJob> jobs, Map<String, String> unreadable) {

    public Jobs {
      jobs = List.copyOf(jobs);
      unreadable = Map.copyOf(unreadable);
    }
  }

  /// Where what belongs to a job is, with a slash at the end.
  public String folder(String name) {
    return root() + name + "/";
  }

  public Jobs all() {
    var names = store.folders(root());
    var jobs = new ArrayList<RegisteredJob>();
    var unreadable = new LinkedHashMap<String, String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readings = names.stream().map(name -> threads.submit(() -> find(name))).toList();
      for (int i = 0; i < names.size(); i++) {
        var reading = readings.get(i);
        try {
          reading.get().ifPresent(jobs::add);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw StintException.transientFailure("interrupted while reading the jobs", e);
        } catch (ExecutionException e) {
          unreadable.put(names.get(i), reason(e.getCause()));
        }
      }
    }
    return new Jobs(jobs, unreadable);
  }

  /// Why a job cannot be read, if that is a fault of what is stored: what may pass is thrown on.
  private static String reason(@Nullable Throwable cause) {
    if (cause instanceof JobException e) {
      return String.valueOf(e.getMessage());
    }
    if (cause instanceof StintException e && e.kind() == FailureKind.USER) {
      return String.valueOf(e.getMessage());
    }
    throw cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  /// The job of that name; empty when there is none.
  ///
  /// @throws JobException when its text is nothing that this version of Stint reads
  /// @throws StintException when its state is of another version or out of reach
  public Optional<RegisteredJob> find(String name) {
    if (!JobChecks.isName(name)) {
      return Optional.empty();
    }
    var text = read(folder(name) + TEXT);
    var state = text.isEmpty() ? Optional.<String>empty() : read(folder(name) + STATE);
    // A put that broke off between the two has put nothing.
    return state.map(
        json -> job(name, text.orElseThrow(), StoredState.parse(folder(name) + STATE, json)));
  }

  private static RegisteredJob job(String name, String text, StoredState state) {
    // The triggers depend on no execution's times; what else there is must only have some.
    var sample = JobReader.parse(name, text, state.parameters(), sampleTimes(state.registered()));
    return new RegisteredJob(
        name,
        text,
        state.parameters(),
        state.registered(),
        state.since(),
        state.activity(),
        sample.triggers());
  }

  static RunTimes sampleTimes(Instant time) {
    var zoned = time.atZone(ZoneOffset.UTC);
    return new RunTimes(zoned, zoned);
  }

  /// Registers a job, or replaces the one of its name: what was started of it stays started, and
  /// what was paused stays paused. `file` names the text in messages.
  ///
  /// @throws JobException when something in the text has to be mended
  /// @throws StintException of kind USER for what cannot be executed without a user: a relative
  ///   path, a result that goes nowhere, a name that AWS does not take
  public RegisteredJob put(String file, String text, Map<String, String> parameters, Instant now) {
    var time = now.truncatedTo(ChronoUnit.SECONDS);
    var job = check(file, text, parameters, time);
    var earlier = state(job.name());
    var state =
        new StoredState(
            parameters,
            earlier.map(StoredState::registered).orElse(time),
            time,
            earlier.map(StoredState::activity).orElse(RegisteredJob.Activity.ACTIVE));
    store.write(folder(job.name()) + STATE, state.toJson());
    store.write(folder(job.name()) + TEXT, text.getBytes(StandardCharsets.UTF_8));
    return job(job.name(), text, state);
  }

  /// Refuses what [#put] refuses, and gives the job as it would be executed at `time`.
  public Job check(String file, String text, Map<String, String> parameters, Instant time) {
    var job = JobReader.parse(file, text, parameters, sampleTimes(time));
    JobChecks.requireUnattended(file, job);
    if (JobChecks.takesUploads(job)) {
      // An upload has no scheduled time before it.
      JobReader.parse(file, text, parameters, RunTimes.at(time.atZone(ZoneOffset.UTC)));
    }
    return job;
  }

  private Optional<StoredState> state(String name) {
    var path = folder(name) + STATE;
    return read(path).map(json -> StoredState.parse(path, json));
  }

  /// Pauses or resumes a job. Scheduled times that pass while it is paused are not made up for.
  public RegisteredJob set(RegisteredJob job, RegisteredJob.Activity activity, Instant now) {
    if (job.activity() == activity) {
      return job;
    }
    var state =
        new StoredState(
            job.parameters(), job.registered(), now.truncatedTo(ChronoUnit.SECONDS), activity);
    store.write(folder(job.name()) + STATE, state.toJson());
    return job(job.name(), job.text(), state);
  }

  /// Forgets a job. What its triggers took in stays noted, so that a job put later under the same
  /// name does not take it in again.
  public void remove(String name) {
    store.delete(List.of(folder(name) + TEXT, folder(name) + STATE));
  }

  private Optional<String> read(String path) {
    return store
        .head(path)
        .map(
            found ->
                new String(
                    store.read(path, 0, Math.toIntExact(found.bytes())), StandardCharsets.UTF_8));
  }

  private String root() {
    return workPath + "/registry/";
  }
}
