package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stint.coordinator.registry.JobChecks;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What triggers have started of the registered jobs, and how that ended, below a job's folder in
/// the registry: `executions/<month>/<day and time>-<id>.json` once an execution has been started
/// or a time passed over, and `ends/<id>.json` once it has ended. Unlike the runs' logs they stay,
/// so that nothing is started again when those have been swept.
public final class ExecutionLog {

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final ObjectStore store;
  private final StoredJson json;
  private final JobRegistry registry;

  /// `workPath` has no slash at its end.
  public ExecutionLog(ObjectStore store, String workPath) {
    this.store = store;
    this.json = new StoredJson(store);
    this.registry = new JobRegistry(store, workPath);
  }

  /// An execution for `time`: that of the schedule, of the upload, or of the window's end.
  /// `trigger` is a word such as `schedule`, `files` counts those that were uploaded, and `skipped`
  /// says why the time was passed over, `null` when it was not.
  public record Entry(
      String execution, Instant time, String trigger, int files, @Nullable String skipped) {}

  /// How an execution ended: as `outcome` says and, where that is not that it succeeded, why.
  public record End(Outcome outcome, @Nullable String reason, Instant time) {}

  /// The ways in which an execution ends.
  public enum Outcome {
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  /// What was done about a scheduled time; empty when nothing was.
  public Optional<Entry> scheduled(String job, Instant time) {
    return find(job, time, Schedules.idOf(job, time));
  }

  Optional<Entry> find(String job, Instant time, String execution) {
    return json.read(path(job, time, execution)).map(ExecutionLog::entry);
  }

  /// Notes an execution, in place of a note that its time was passed over.
  void note(String job, Entry entry) {
    var node =
        StoredJson.object()
            .put("execution", entry.execution())
            .put("time", entry.time().toString())
            .put("trigger", entry.trigger())
            .put("files", entry.files());
    if (entry.skipped() != null) {
      node.put("skipped", entry.skipped());
    }
    json.write(path(job, entry.time(), entry.execution()), node);
  }

  /// Notes how an execution ended; the first note stands. Of what has no name that a registered job
  /// could have nothing is noted.
  public void noteEnd(@Nullable String job, String execution, End end) {
    if (job == null || !JobChecks.isName(job)) {
      return;
    }
    json.create(
        endPath(job, execution),
        StoredJson.object()
            .put("outcome", end.outcome().name().toLowerCase(Locale.ROOT))
            .put("reason", end.reason())
            .put("time", end.time().toString()));
  }

  public Optional<End> end(@Nullable String job, String execution) {
    if (job == null || !JobChecks.isName(job)) {
      return Optional.empty();
    }
    return json.read(endPath(job, execution)).map(ExecutionLog::end);
  }

  /// Whether an execution is noted as started, and not as ended.
  public boolean isUnderWay(@Nullable String job, String execution) {
    return job != null
        && JobChecks.isName(job)
        && end(job, execution).isEmpty()
        && store.list(registry.folder(job) + "executions/").stream()
            .anyMatch(object -> object.path().endsWith("-" + execution + ".json"));
  }

  /// The newest executions by their times, the newest first.
  public List<Entry> latest(String job, int max) {
    var folder = registry.folder(job) + "executions/";
    var entries = new ArrayList<Entry>();
    for (var month : store.folders(folder).reversed()) {
      for (var object : store.list(folder + month + "/").reversed()) {
        if (entries.size() == max) {
          return entries;
        }
        json.read(object.path()).map(ExecutionLog::entry).ifPresent(entries::add);
      }
    }
    return entries;
  }

  private String path(String job, Instant time, String execution) {
    return "%sexecutions/%s/%s-%s.json"
        .formatted(registry.folder(job), MONTH.format(time), DAY_AND_TIME.format(time), execution);
  }

  private String endPath(String job, String execution) {
    return registry.folder(job) + "ends/" + execution + ".json";
  }

  private static Entry entry(JsonNode node) {
    return new Entry(
        node.path("execution").asText(),
        Instant.parse(node.path("time").asText()),
        node.path("trigger").asText(),
        node.path("files").asInt(),
        node.hasNonNull("skipped") ? node.path("skipped").asText() : null);
  }

  private static End end(JsonNode node) {
    return new End(
        Outcome.valueOf(node.path("outcome").asText().toUpperCase(Locale.ROOT)),
        node.hasNonNull("reason") ? node.path("reason").asText() : null,
        Instant.parse(node.path("time").asText()));
  }
}
