package dev.stint.coordinator.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.config.job.Trigger;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.trigger.TriggerService;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the objects that jobs' triggers take, by listing again and again, and makes of each
/// version the event that S3 would have sent. An object is taken when two looks have found it the
/// same and it was last written a while ago, since other programs write files piece by piece:
/// whoever writes more slowly should write under a name that begins with a dot and rename the file.
/// One thread.
final class UploadScan {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectStore store;
  private final TriggerService.Settings settings;
  private final Duration settleTime;
  private final Map<String, ObjectInfo> seen = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private boolean isUnsettled;

  UploadScan(ObjectStore store, TriggerService.Settings settings, Duration settleTime) {
    this.store = store;
    this.settings = settings;
    this.settleTime = settleTime;
  }

  /// An object version, and the event of it.
  record Found(String version, ObjectNode event) {}

  /// The versions to take now, in the order of their times.
  List<Found> look(List<RegisteredJob> jobs, Instant now) {
    isUnsettled = false;
    var found = new HashMap<String, Found>();
    var times = new HashMap<String, Instant>();
    for (var job : jobs) {
      for (var trigger : job.triggers()) {
        if (trigger instanceof Trigger.S3Upload upload && !job.isPaused()) {
          look(upload, now, found, times);
        }
      }
    }
    var ordered = new ArrayList<>(found.values());
    ordered.sort(
        Comparator.comparing((Found each) -> times.get(each.version()))
            .thenComparing(Found::version));
    return ordered;
  }

  private void look(
      Trigger.S3Upload upload, Instant now, Map<String, Found> found, Map<String, Instant> times) {
    var root = settings.path(upload.bucket(), "");
    for (var object : store.list(settings.path(upload.bucket(), upload.literalPrefix()))) {
      var key = object.path().substring(root.length());
      var version = version(object);
      if (!upload.takes(key) || taken.contains(version)) {
        continue;
      }
      var before = seen.put(object.path(), object);
      if (object.equals(before) && !object.lastModified().plus(settleTime).isAfter(now)) {
        found.put(version, new Found(version, event(upload.bucket(), key, object)));
        times.put(version, object.lastModified());
      } else {
        isUnsettled = true;
      }
    }
  }

  /// Whether the last look found what is not taken yet.
  boolean isUnsettled() {
    return isUnsettled;
  }

  /// A version was taken in; it is not found again.
  void taken(Found found) {
    taken.add(found.version());
  }

  private static String version(ObjectInfo object) {
    return object.path() + "\n" + object.eTag() + "\n" + object.lastModified();
  }

  private static ObjectNode event(String bucket, String key, ObjectInfo object) {
    var event = MAPPER.createObjectNode();
    var entry =
        event
            .putArray("Records")
            .addObject()
            .put("eventSource", "aws:s3")
            .put("eventName", "ObjectCreated:Put")
            .put("eventTime", object.lastModified().toString());
    var s3 = entry.putObject("s3");
    s3.putObject("bucket").put("name", bucket);
    var time = object.lastModified();
    s3.putObject("object")
        .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"))
        .put("size", object.bytes())
        .put("eTag", object.eTag())
        .put("sequencer", "%X%08X".formatted(time.getEpochSecond(), time.getNano()));
    return event;
  }
}
