package dev.stint.coordinator.aws.embedded;

import dev.stint.coordinator.aws.embedded.FunctionProcess.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The processes of one function: started when a call finds none free, kept warm, replaced when
/// they die. A call is in one of three places, and leaves each under the lock: waiting, with a
/// process, answered.
final class FunctionProcesses implements AutoCloseable {

  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(60);
  private static final FunctionAnswer CLOSED =
      FunctionAnswer.error("Runtime.ExitError", "the function's endpoint was closed", "");

  private final FunctionDefinition function;
  private final FunctionSite site;
  private final @Nullable FunctionArchive archive;
  private final StartRamp ramp;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition callEnded = lock.newCondition();
  private final Map<String, FunctionProcess> processes = new LinkedHashMap<>();
  private final Deque<FunctionProcess> idle = new ArrayDeque<>();
  private final Deque<FunctionCall> waiting = new ArrayDeque<>();
  private int openCalls;
  private boolean isClosed;

  FunctionProcesses(
      FunctionDefinition function,
      FunctionSite site,
      @Nullable FunctionArchive archive,
      StartRamp ramp) {
    this.function = function;
    this.ramp = ramp;
    this.site = site;
    this.archive = archive;
  }

  FunctionDefinition function() {
    return function;
  }

  List<ProcessHandle> handles() {
    return processes(_ -> true).stream().map(FunctionProcess::handle).toList();
  }

  private List<FunctionProcess> processes(Predicate<FunctionProcess> isWanted) {
    lock.lock();
    try {
      return processes.values().stream().filter(isWanted).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Takes a call unless all processes the function may have are taken, or it needs one more and
  /// none may start yet. Says whether it did.
  boolean tryCall(FunctionCall call) {
    lock.lock();
    try {
      boolean isFull = openCalls >= function.concurrency();
      if (!isClosed && (isFull || (needsProcess() && !ramp.mayStart()))) {
        return false;
      }
      accept(call);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Takes a call as soon as it may.
  void callWhenFree(FunctionCall call) throws InterruptedException {
    lock.lock();
    try {
      while (!isClosed && openCalls >= function.concurrency()) {
        callEnded.await();
      }
      accept(call);
    } finally {
      lock.unlock();
    }
  }

  private void accept(FunctionCall call) {
    openCalls++;
    if (isClosed) {
      answer(call, CLOSED);
    } else if (idle.isEmpty()) {
      waiting.add(call);
      startMissing();
    } else {
      assign(idle.pop(), call);
    }
  }

  @Nullable FunctionProcess process(String token) {
    lock.lock();
    try {
      return processes.get(token);
    } finally {
      lock.unlock();
    }
  }

  /// The process asks for its next call; the future fails if it ends before there is one.
  CompletableFuture<FunctionCall> next(FunctionProcess process) {
    lock.lock();
    try {
      var next = new CompletableFuture<FunctionCall>();
      process.next = next;
      if (process.state == State.ENDED) {
        next.cancel(false);
      } else if (waiting.isEmpty()) {
        process.state = State.IDLE;
        idle.push(process);
      } else {
        assign(process, waiting.remove());
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// The process answers its call. Says whether that call was its own and still open.
  boolean answer(FunctionProcess process, String callId, FunctionAnswer answer) {
    lock.lock();
    try {
      var call = process.call;
      if (process.state != State.BUSY || call == null || !call.id.equals(callId)) {
        return false;
      }
      process.state = State.RETURNING;
      var _ = process.takeCall();
      answer(call, answer);
      return true;
    } finally {
      lock.unlock();
    }
  }

  void initFailed(FunctionProcess process, byte[] error) {
    lock.lock();
    try {
      process.initError = error;
    } finally {
      lock.unlock();
    }
  }

  private void assign(FunctionProcess process, FunctionCall call) {
    process.state = State.BUSY;
    process.call = call;
    call.deadline = Instant.now().plus(function.timeout());
    process.deadline = schedule(() -> killIfStill(process, call), function.timeout());
    process.next.complete(call);
  }

  private void answer(FunctionCall call, FunctionAnswer answer) {
    openCalls--;
    callEnded.signalAll();
    call.answer.complete(answer);
  }

  /// One process for each waiting call that no process on its way here will take.
  private void startMissing() {
    for (long missing = waiting.size() - coming(); missing > 0 && !isClosed; missing--) {
      start();
    }
  }

  private boolean needsProcess() {
    return idle.isEmpty() && waiting.size() >= coming();
  }

  private long coming() {
    return processes.values().stream()
        .filter(each -> each.state == State.STARTING || each.state == State.RETURNING)
        .count();
  }

  private void start() {
    try {
      var process = FunctionProcess.start(function, site, archive);
      processes.put(process.token, process);
      var _ = schedule(() -> killIfStarting(process), INIT_TIMEOUT);
      process.onExit(status -> ended(process, status));
    } catch (IOException e) {
      String message = "cannot start a process for function " + function.name() + ": " + e;
      answer(waiting.remove(), FunctionAnswer.error("Runtime.InvalidEntrypoint", message, ""));
    }
  }

  private void killIfStill(FunctionProcess process, FunctionCall call) {
    lock.lock();
    try {
      if (process.call == call) {
        process.isTimedOut = true;
        process.kill();
      }
    } finally {
      lock.unlock();
    }
  }

  private void killIfStarting(FunctionProcess process) {
    lock.lock();
    try {
      if (process.state == State.STARTING) {
        process.kill();
      }
    } finally {
      lock.unlock();
    }
  }

  private void ended(FunctionProcess process, int status) {
    lock.lock();
    try {
      boolean wasStarting = process.state == State.STARTING;
      process.state = State.ENDED;
      processes.remove(process.token);
      idle.remove(process);
      process.next.cancel(false);
      var call = wasStarting ? waiting.poll() : process.takeCall();
      if (call != null) {
        answer(call, FunctionExit.answer(function, process, call, status));
      }
      startMissing();
      callEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Future<?> schedule(Runnable task, Duration delay) {
    return site.timer().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Lets the process end by itself that is to write the archive of classes, if there is one.
  void endWriter() {
    processes(process -> process.writesArchive && process.state != State.STARTING)
        .forEach(FunctionProcess::end);
    if (archive != null) {
      archive.keep();
    }
  }

  /// Kills all processes, and returns when they have ended. Open calls are answered as lost.
  @Override
  public void close() {
    List<FunctionProcess> ending;
    lock.lock();
    try {
      isClosed = true;
      ending = List.copyOf(processes.values());
      ending.forEach(FunctionProcess::kill);
      while (!waiting.isEmpty()) {
        answer(waiting.remove(), CLOSED);
      }
      callEnded.signalAll();
    } finally {
      lock.unlock();
    }
    ending.forEach(FunctionProcess::awaitEnd);
  }
}
