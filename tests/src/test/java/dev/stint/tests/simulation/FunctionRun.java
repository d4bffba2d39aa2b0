package dev.stint.tests.simulation;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
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

  private final SimulatedS3 s3;
  private final VirtualTime time;
  private final Environment environment;
  private final Script script;
  private final Listener listener;
  private final S3Calls calls;
  private final long startedNanos;
  private final Writing writing;
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
    this.writing = new Writing(this, s3);
  }

  /// How many ticks it will have: points at which it may die, from 0 on. At the last one all is
  /// done but the answer.
  static long ticks(Script script) {
    long ticks = 1;
    for (var step : script.steps()) {
      ticks +=
          switch (step) {
            case Step.Read read -> read.ranges().size() + 1L;
            case Step.WriteSegment write -> Writing.ticks(write);
            case Step.WritePending write -> Writing.ticks(write);
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
      writing.abort();
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
      var output =
          segment == null ? new TaskOutput.Files(writing.files()) : new TaskOutput.Segment(segment);
      end(new TaskResponse.Succeeded(output, metrics()));
      return;
    }
    Runnable next = () -> step(number + 1);
    switch (script.steps().get(number)) {
      case Step.Read read -> new Reading(this, s3, read, next).start();
      case Step.WriteSegment write -> work(write.cpu(), () -> writing.segment(write, next));
      case Step.WritePending write -> work(write.cpu(), () -> writing.pending(write, next));
    }
  }

  /// A write that must succeed.
  <T> void put(
      S3Operation operation, String path, long bytes, Supplier<T> effect, Consumer<T> then) {
    puts++;
    request(operation, path, bytes, effect, then);
  }

  /// A GET that must succeed.
  <T> void get(String path, long bytes, Supplier<T> effect, Consumer<T> then) {
    gets++;
    request(S3Operation.GET, path, bytes, effect, then);
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
    after(onItsProcessor(cpu), then);
  }

  /// How long the environment takes for what takes `cpu` elsewhere.
  Duration onItsProcessor(Duration cpu) {
    return Duration.ofNanos(Math.round(cpu.toNanos() / environment.speed));
  }

  /// Does something later, unless it is over by then.
  void after(Duration delay, Runnable then) {
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
        environment.invocations == 1,
        List.of(),
        List.of(),
        null,
        null);
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
}
