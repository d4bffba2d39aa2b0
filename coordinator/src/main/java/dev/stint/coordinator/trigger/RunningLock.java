package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which scheduled execution of a job runs, as the object `running.json` in its folder: whoever
/// creates it may start. It is taken away by the next one when its execution has ended, or when
/// nothing was heard of that for so long that nobody goes on with it.
final class RunningLock {

  /// Longer than a coordinator function lives and its invocation may be late.
  private static final Duration MAX_SILENCE = Duration.ofMinutes(30);

  private static final int MAX_TRIES = 10;

  private final ObjectStore store;
  private final StoredJson json;
  private final JobRegistry registry;
  private final ExecutionEnds ends;

  RunningLock(ObjectStore store, String workPath) {
    this.store = store;
    this.json = new StoredJson(store);
    this.registry = new JobRegistry(store, workPath);
    this.ends = new ExecutionEnds(store, workPath);
  }

  /// An execution that runs, and since when.
  record Holder(String execution, Instant started) {}

  /// Who runs instead; empty when `execution` may.
  Optional<Holder> acquire(String job, String execution, Instant now) {
    var path = registry.folder(job) + "running.json";
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      var seen = store.head(path);
      var holder = seen.isEmpty() ? null : holder(path);
      if (holder != null && holder.execution().equals(execution)) {
        return Optional.empty();
      }
      if (holder != null && isRunning(job, holder, now)) {
        return Optional.of(holder);
      }
      if (holder != null && !store.deleteIfUnchanged(seen.orElseThrow())) {
        continue;
      }
      if (json.create(
          path, StoredJson.object().put("execution", execution).put("started", now.toString()))) {
        return Optional.empty();
      }
    }
    throw new StintException(
        FailureKind.TRANSIENT, "several executions of job " + job + " want to start at once", null);
  }

  private @Nullable Holder holder(String path) {
    return json.read(path).map(RunningLock::holder).orElse(null);
  }

  private static Holder holder(JsonNode node) {
    return new Holder(
        node.path("execution").asText(), Instant.parse(node.path("started").asText()));
  }

  private boolean isRunning(String job, Holder holder, Instant now) {
    return ends.find(job, holder.execution()).isEmpty()
        && lastSign(holder).plus(MAX_SILENCE).isAfter(now);
  }

  /// When something was last heard of an execution.
  private Instant lastSign(Holder holder) {
    var state = ends.state(holder.execution());
    if (state.isEmpty()) {
      return holder.started();
    }
    var finished = state.get().finished();
    return state
        .get()
        .underWay()
        .map(RunLog::lastSign)
        .orElse(finished.isEmpty() ? holder.started() : finished.getLast().endTime());
  }
}
