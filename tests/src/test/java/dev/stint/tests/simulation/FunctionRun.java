package dev.stint.tests.simulation;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One attempt in its environment: the steps of its script, one after the other, in the world's
/// time. When it dies, what it has done until then stays.
final class FunctionRun {

  /// How it ends other than by answering.
  enum Death {
    EXITED,
    OUT_OF_MEMORY_SEEN,
    TIMED_OUT
  }

  /// Hears the end, once.
  interface Listener {
    void answered(TaskResponse response);

    void died(Death death);
  }

  /// How often an attempt looks whether it should stop.
  private static final Duration STOP_POLL = Duration.ofSeconds(3);

  static final String STOPPED = "stopped on request";

  private static final long PART_BYTES = 16 << 20;
  private static final int MAX_CONTENT_BYTES = 64;

  private final SimulatedS3 s3;
  private final VirtualTime time;
  private final Environment environment;
  private final Script script;
  private final Listener listener;
  private final S3Calls calls;
  private final long startedNanos;
  private final List<PendingFile> files = new ArrayList<>();
  private final LinkedHashMap<String, String> open = new LinkedHashMap<>();
  private long ticksToLive = Long.MAX_VALUE;
  private @Nullable Runnable lastTick;
  private boolean isOver;
  private long gets;
  private long puts;
  private long hedged;

  FunctionRun(
      SimulatedS3 s3,
      VirtualTime time,
      Environment environment,
      Script script,
      @Nullable Duration hedgeAfter,
      Listener listener) {
    this.s3 = s3;
    this.time = time;
    this.environment = environment;
    this.script = script;
    this.listener = listener;
    this.startedNanos = time.nanos();
    this.calls = new S3Calls(s3, time, environment.client, this::isRunning, hedgeAfter);
  }

  /// How many ticks it will have: points at which it may die, from 0 on. At the last one all is
  /// done but the answer.
  static long ticks(Script script) {
    long ticks = 1;
    for (var step : script.steps()) {
      ticks +=
          switch (step) {
            case Step.Read read -> read.ranges().size() + 1L;
            case Step.WriteSegment write ->
                parts(write.bytes()) == 1 ? 2 : parts(write.bytes()) + 3;
            case Step.WritePending write -> parts(write.bytes()) + 2;
          };
    }
    return ticks;
  }

  /// Lets something else happen in place of tick `ticks`.
  void endAt(long ticks, Runnable end) {
    ticksToLive = ticks;
    lastTick = end;
  }

  void start() {
    poll();
    step(0);
  }

  /// Its process is gone.
  void die(Death death) {
    if (!isOver) {
      isOver = true;
      environment.isAlive = false;
      listener.died(death);
    }
  }

  /// It gives up, drops what it has begun to upload, and says why.
  void fail(FailureKind kind, String message) {
    if (!isOver) {
      open.forEach((uploadId, path) -> s3.state().abortUpload(path, uploadId));
      end(new TaskResponse.Failed(new TaskFailure(kind, message, null), metrics()));
    }
  }

  boolean isRunning() {
    return !isOver;
  }

  long memoryBytes() {
    return environment.memoryBytes;
  }

  long wallNanos() {
    return time.nanos() - startedNanos;
  }

  private void end(TaskResponse response) {
    isOver = true;
    listener.answered(response);
  }

  private void step(int number) {
    if (isLastTick()) {
      return;
    }
    if (number == script.steps().size()) {
      var segment = script.segment();
      var output = segment == null ? new TaskOutput.Files(files) : new TaskOutput.Segment(segment);
      end(new TaskResponse.Succeeded(output, metrics()));
      return;
    }
    Runnable next = () -> step(number + 1);
    switch (script.steps().get(number)) {
      case Step.Read read -> new Reading(read, next).start();
      case Step.WriteSegment write -> work(write.cpu(), () -> writeSegment(write, next));
      case Step.WritePending write -> work(write.cpu(), () -> writePending(write, next));
    }
  }

  private void writeSegment(Step.WriteSegment write, Runnable next) {
    if (parts(write.bytes()) == 1) {
      put(
          S3Operation.PUT,
          write.path(),
          write.bytes(),
          () -> {
            s3.state().write(write.path(), content(write.bytes()));
            s3.written(write.path());
            return true;
          },
          _ -> next.run());
      return;
    }
    upload(write.path(), write.bytes(), (id, eTags) -> complete(write.path(), id, eTags, next));
  }

  private void complete(String path, String uploadId, List<String> eTags, Runnable next) {
    put(
        S3Operation.COMPLETE_UPLOAD,
        path,
        0,
        () -> {
          s3.state().completeUpload(path, uploadId, eTags);
          s3.written(path);
          return true;
        },
        _ -> {
          open.remove(uploadId);
          next.run();
        });
  }

  private void writePending(Step.WritePending write, Runnable next) {
    upload(
        write.path(),
        write.bytes(),
        (id, eTags) -> {
          files.add(new PendingFile(write.path(), id, eTags, write.bytes(), write.rowCount()));
          next.run();
        });
  }

  private interface Uploaded {
    void then(String uploadId, List<String> eTags);
  }

  private void upload(String path, long bytes, Uploaded uploaded) {
    put(
        S3Operation.START_UPLOAD,
        path,
        0,
        () -> s3.state().startUpload(path),
        id -> {
          open.put(id, path);
          uploadPart(path, id, bytes, new ArrayList<>(), uploaded);
        });
  }

  private void uploadPart(
      String path, String id, long leftBytes, List<String> eTags, Uploaded uploaded) {
    if (leftBytes <= 0 && !eTags.isEmpty()) {
      uploaded.then(id, eTags);
      return;
    }
    long partBytes = Math.min(PART_BYTES, leftBytes);
    byte[] content = content(partBytes);
    put(
        S3Operation.UPLOAD_PART,
        path,
        partBytes,
        () -> s3.state().uploadPart(path, id, eTags.size() + 1, content, content.length),
        eTag -> {
          eTags.add(eTag);
          uploadPart(path, id, leftBytes - PART_BYTES, eTags, uploaded);
        });
  }

  /// A write that must succeed.
  private <T> void put(
      S3Operation operation, String path, long bytes, Supplier<T> effect, Consumer<T> then) {
    puts++;
    request(operation, path, bytes, effect, then);
  }

  private <T> void request(
      S3Operation operation, String path, long bytes, Supplier<T> effect, Consumer<T> then) {
    calls.call(
        operation,
        path,
        bytes,
        () -> allowed(effect),
        result -> {
          if (isOver || isLastTick()) {
            return;
          }
          then.accept(result);
        },
        fate -> fail(FailureKind.TRANSIENT, "%s of %s: %s".formatted(operation, path, fate)));
  }

  /// What S3 refuses ends the attempt; it goes on no further.
  private <T> @Nullable T allowed(Supplier<T> effect) {
    try {
      return effect.get();
    } catch (StintException e) {
      fail(e.kind(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void work(Duration cpu, Runnable then) {
    after(Duration.ofNanos(Math.round(cpu.toNanos() / environment.speed)), then);
  }

  private void after(Duration delay, Runnable then) {
    time.after(
        delay,
        () -> {
          if (!isOver) {
            then.run();
          }
        });
  }

  private void poll() {
    after(
        STOP_POLL,
        () -> {
          gets++;
          calls.call(
              S3Operation.HEAD,
              script.stopPath(),
              0,
              () -> s3.state().head(script.stopPath()).isPresent(),
              isStopped -> {
                if (isStopped) {
                  s3.state().delete(List.of(script.stopPath()));
                  fail(FailureKind.TRANSIENT, STOPPED);
                } else {
                  poll();
                }
              },
              // A look in vain is no reason to fail.
              _ -> poll());
        });
  }

  private boolean isLastTick() {
    var end = lastTick;
    if (ticksToLive-- > 0 || end == null) {
      return false;
    }
    end.run();
    return true;
  }

  private TaskMetrics metrics() {
    return new TaskMetrics(
        script.inputRows(),
        script.inputBytes(),
        script.outputRows(),
        script.outputBytes(),
        gets,
        puts,
        0,
        hedged,
        Math.min(script.memoryBytes(), environment.memoryBytes),
        Math.max(1, wallNanos()),
        cpuNanos(),
        environment.invocations == 1);
  }

  private long cpuNanos() {
    return script.steps().stream()
        .mapToLong(
            step ->
                switch (step) {
                  case Step.Read read -> read.cpu().toNanos();
                  case Step.WriteSegment write -> write.cpu().toNanos();
                  case Step.WritePending write -> write.cpu().toNanos();
                })
        .sum();
  }

  private static long parts(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, PART_BYTES));
  }

  /// Objects of a world hold but their first bytes; how large they are stands with who wrote them.
  private static byte[] content(long bytes) {
    return new byte[Math.toIntExact(Math.min(bytes, MAX_CONTENT_BYTES))];
  }

  /// A read step under way.
  private final class Reading {

    private final Step.Read read;
    private final Runnable next;
    private int begun;
    private int arrived;
    private long firstNanos;

    Reading(Step.Read read, Runnable next) {
      this.read = read;
      this.next = next;
    }

    void start() {
      firstNanos = time.nanos();
      int parallel = Math.min(read.parallel(), read.ranges().size());
      for (int lane = 0; lane < parallel && !isOver; lane++) {
        fetchNext();
      }
      endIfComplete();
    }

    private void fetchNext() {
      var range = read.ranges().get(begun++);
      gets++;
      request(S3Operation.GET, range.path(), range.bytes(), () -> check(range), _ -> arrive());
    }

    private boolean check(Step.Range range) {
      return switch (range.source()) {
        case TABLE -> true;
        case EXCHANGE -> {
          if (s3.state().head(range.path()).isEmpty()) {
            throw StintException.user(
                "cannot read %s: there is no such object".formatted(range.path()));
          }
          yield true;
        }
      };
    }

    private void arrive() {
      if (arrived++ == 0) {
        firstNanos = time.nanos();
      }
      if (begun < read.ranges().size()) {
        fetchNext();
      }
      endIfComplete();
    }

    private void endIfComplete() {
      if (arrived == read.ranges().size() && !isOver) {
        long cpuNanos = Math.round(read.cpu().toNanos() / environment.speed);
        long leftNanos = Math.max(0, firstNanos + cpuNanos - time.nanos());
        after(Duration.ofNanos(leftNanos), next);
      }
    }
  }
}
