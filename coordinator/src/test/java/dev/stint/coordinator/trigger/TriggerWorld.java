package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A target in memory with a clock that only tests move. What is started is remembered, nothing is
/// run; messages come when their time has come.
final class TriggerWorld {

  static final String WORK = "s3://work";
  static final Instant START = Instant.parse("2026-01-31T03:00:00Z");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  final InMemoryObjectStore store = new InMemoryObjectStore();
  final JobRegistry registry = new JobRegistry(store, WORK);
  final ExecutionLog log = new ExecutionLog(store, WORK);

  /// How often each execution was started.
  final Map<String, Integer> starts = new TreeMap<>();

  final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private Instant now = START;
  private int sequence;

  private record Message(Instant due, String json) {}

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  TriggerService service() {
    return service(store);
  }

  /// The service of a process that reaches its objects by `reached`.
  TriggerService service(ObjectStore reached) {
    var ports =
        new TriggerService.Ports(
            id -> starts.merge(id, 1, Integer::sum),
            (json, delay) -> messages.add(new Message(now.plus(delay), json)),
            deadLetters::add);
    return new TriggerService(
        reached, new TriggerService.Settings(WORK, ZoneOffset.UTC, Map.of()), ports, () -> now);
  }

  RegisteredJob put(String yaml) {
    return registry.put("job.yaml", yaml, Map.of(), now);
  }

  /// Makes an object and gives the event of it, as S3 sends it.
  ObjectNode upload(String bucket, String key) {
    var path = "s3://" + bucket + "/" + key;
    store.write(path, ("content " + sequence).getBytes(StandardCharsets.UTF_8));
    return event(bucket, key);
  }

  /// The event of the object as it is now.
  ObjectNode event(String bucket, String key) {
    var found = store.head("s3://" + bucket + "/" + key).orElseThrow();
    var event = MAPPER.createObjectNode();
    var entry =
        event
            .putArray("Records")
            .addObject()
            .put("eventSource", "aws:s3")
            .put("eventName", "ObjectCreated:Put")
            .put("eventTime", now.toString());
    var s3 = entry.putObject("s3");
    s3.putObject("bucket").put("name", bucket);
    s3.putObject("object")
        .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"))
        .put("size", found.bytes())
        .put("eTag", found.eTag())
        .put("sequencer", "%016X".formatted(++sequence));
    return event;
  }

  Accepted timeCame(String job, Instant time) {
    return service().accept(TriggerService.timeCame(job, 0, time));
  }

  /// Lets time pass until all messages have come, and delivers them.
  List<Decision> deliverMessages() {
    var decisions = new ArrayList<Decision>();
    while (!messages.isEmpty()) {
      decisions.addAll(deliverOne());
    }
    return decisions;
  }

  /// The same for the next message alone.
  List<Decision> deliverOne() {
    messages.sort(Comparator.comparing(Message::due));
    var message = messages.removeFirst();
    now = message.due().isAfter(now) ? message.due() : now;
    return service().accept(message.json().getBytes(StandardCharsets.UTF_8)).decisions();
  }

  int messages() {
    return messages.size();
  }

  /// The files of each execution that was started.
  Map<String, List<String>> files() {
    var files = new TreeMap<String, List<String>>();
    var jobLog = new JobLog(store, WORK);
    for (var id : starts.keySet()) {
      var tables = jobLog.read(id).orElseThrow().request().tables();
      files.put(id, tables.stream().flatMap(table -> table.files().stream()).toList());
    }
    return files;
  }

  /// The ETags of the versions that executions are to read, by paths.
  Map<String, String> eTags() {
    var eTags = new TreeMap<String, String>();
    var jobLog = new JobLog(store, WORK);
    for (var id : starts.keySet()) {
      jobLog
          .read(id)
          .orElseThrow()
          .request()
          .tables()
          .forEach(table -> eTags.putAll(table.eTags()));
    }
    return eTags;
  }

  void end(String job, String execution) {
    log.noteEnd(job, execution, new ExecutionLog.End(ExecutionLog.Outcome.SUCCEEDED, null, now));
  }
}
