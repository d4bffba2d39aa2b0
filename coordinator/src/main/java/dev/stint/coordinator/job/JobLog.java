package dev.stint.coordinator.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What was asked of executions of jobs with several runs, as objects
/// `<workPath>/jobs/<jobId>/job.json`: written once, before the first run. With the runs' own logs
/// it is all that is needed to go on with a job.
public final class JobLog {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // Records' components and nothing else: what they say of themselves is no property.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private final ObjectStore store;
  private final String workPath;

  /// `workPath` has no slash at its end.
  public JobLog(ObjectStore store, String workPath) {
    this.store = store;
    this.workPath = workPath;
  }

  /// What was asked, and in which time zone it is planned.
  public record Entry(int version, ZoneId timeZone, JobRequest request) {

    /// The only version there is.
    static final int VERSION = 1;
  }

  /// Notes what is asked, unless it is noted already. Says whether it is noted just so.
  public boolean begin(JobRequest request, ZoneId timeZone) {
    return store.createIfAbsent(
        path(request.id()), bytes(new Entry(Entry.VERSION, timeZone, request)));
  }

  /// What was asked of the execution; empty when that was a single run or is not known.
  ///
  /// @throws StintException of kind USER when another version of Stint wrote it
  public Optional<Entry> read(String jobId) {
    var path = path(jobId);
    return store.head(path).map(found -> entry(path, bytes(found)));
  }

  /// The ids of all executions that are noted, by one request for each thousand.
  public List<String> jobIds() {
    return store.folders(folder());
  }

  /// When an execution was noted; empty when it is not.
  public Optional<Instant> time(String jobId) {
    return store.head(path(jobId)).map(ObjectInfo::lastModified);
  }

  /// Forgets an execution.
  public void delete(String jobId) {
    store.delete(List.of(path(jobId)));
  }

  private String folder() {
    return workPath + "/jobs/";
  }

  private String path(String jobId) {
    return folder() + jobId + "/job.json";
  }

  private byte[] bytes(ObjectInfo found) {
    return store.read(found.path(), 0, Math.toIntExact(found.bytes()));
  }

  private static byte[] bytes(Entry entry) {
    try {
      return MAPPER.writeValueAsBytes(entry);
    } catch (IOException e) {
      throw StintException.internal("cannot write what is asked of a job", e);
    }
  }

  private static Entry entry(String path, byte[] bytes) {
    try {
      var tree = MAPPER.readTree(bytes);
      int version = tree.path("version").asInt(0);
      if (version != Entry.VERSION) {
        throw StintException.user(
            "%s has version %d of its format, and this Stint reads version %d: use the version of Stint that wrote it"
                .formatted(path, version, Entry.VERSION));
      }
      return MAPPER.treeToValue(tree, Entry.class);
    } catch (IOException e) {
      throw StintException.internal(path + " does not say what a job is: " + e.getMessage(), e);
    }
  }
}
