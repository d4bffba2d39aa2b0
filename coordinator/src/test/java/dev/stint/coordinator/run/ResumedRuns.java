package dev.stint.coordinator.run;

import static dev.stint.coordinator.run.Graphs.HASH;
import static dev.stint.coordinator.run.Graphs.UNKEYED;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.coordinator.journal.HookedStore;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.TaskRequest;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs that stop and go on, of stores and functions that a test takes in hand.
abstract class ResumedRuns {

  /// About as many as a run has; how events are grouped is up to the journal's writer.
  static final int ENTRIES = 15;

  static final StageGraph TWO_STAGES =
      Graphs.graph(Graphs.scan(0, 5, HASH), Graphs.reading(1, Reading.PARTITIONED, UNKEYED, 0));
  static final StageGraph TO_FILES =
      Graphs.graph(Graphs.scan(0, 5, Graphs.files("s3://bucket/out", WriteMode.APPEND)));

  InMemoryObjectStore store = new InMemoryObjectStore();
  ScriptedFunctions functions = new ScriptedFunctions(store);
  final List<String> result = new ArrayList<>();
  RunSettings settings =
      RunSettings.of(
          "s3://bucket/work",
          8,
          new AttemptPolicy(4, Duration.ofMillis(2), Duration.ofMillis(4), 1L << 30, 4L << 30));

  /// A new store, with that hook.
  ObjectStore hooked(HookedStore.Hook hook) {
    store = new InMemoryObjectStore();
    functions = new ScriptedFunctions(store);
    result.clear();
    return new HookedStore(store, hook);
  }

  RunReport run(StageGraph graph, ObjectStore seen) {
    return driver(graph, seen, inline(functions)).run();
  }

  RunDriver driver(StageGraph graph, ObjectStore seen, FunctionInvoker invoker) {
    return driver(graph, seen, invoker, InstantSource.system());
  }

  RunDriver driver(
      StageGraph graph, ObjectStore seen, FunctionInvoker invoker, InstantSource clock) {
    return new RunDriver(
        environment(seen, invoker, clock),
        new RunRequest("run-1", graph, settings),
        RunListener.NONE,
        (_, segments) -> segments.forEach(segment -> result.add(segment.path())));
  }

  static RunEnvironment environment(
      ObjectStore seen, FunctionInvoker invoker, InstantSource clock) {
    return new RunEnvironment(invoker, seen, PriceTable.US_EAST_1_ARM, clock, new Random(1));
  }

  /// Carries attempts out at once, so that none outlives its coordinator.
  static FunctionInvoker inline(ScriptedFunctions functions) {
    return new FunctionInvoker() {
      @Override
      public Invocation invoke(TaskRequest request, long functionMemoryBytes) {
        return Invocation.over(functions.apply(request));
      }

      @Override
      public int concurrency() {
        return 2;
      }

      @Override
      public void close() {}
    };
  }

  /// A second passes whenever it is looked at.
  static InstantSource ticking() {
    var seconds = new AtomicInteger();
    return () -> Instant.EPOCH.plusSeconds(seconds.getAndIncrement());
  }

  List<RunEvent> events() {
    return new Journal(store, settings.runPath("run-1"), "reader")
        .read().stream().map(LoggedEvent::event).toList();
  }

  /// As `stage.task`.
  List<String> tasksStarted() {
    return events().stream()
        .filter(RunEvent.AttemptStarted.class::isInstance)
        .map(event -> ((RunEvent.AttemptStarted) event).attempt())
        .map(id -> id.stageId() + "." + id.taskIndex())
        .toList();
  }

  /// As `stage.task`.
  List<String> tasksDone() {
    return events().stream()
        .filter(RunEvent.AttemptSucceeded.class::isInstance)
        .map(event -> ((RunEvent.AttemptSucceeded) event).attempt())
        .map(id -> id.stageId() + "." + id.taskIndex())
        .toList();
  }

  List<String> tasksAsked() {
    return functions.requests.stream()
        .map(request -> request.stageId() + "." + request.taskIndex())
        .toList();
  }

  List<String> objectsBesideTheJournal() {
    return store.paths().stream().filter(path -> !path.contains("/journal/")).toList();
  }

  static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw StintException.transientFailure("interrupted", e);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
