package dev.stint.executor.join;

import dev.stint.executor.operator.Cancellation;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of broadcast build sides, which all tasks of a stage read whole: each is made once
/// and used by attempts that run beside its maker in this process or follow. Safe for use by many
/// threads.
///
/// A table is kept while an attempt of its stage is at work, and then until an attempt of another
/// stage begins or [#forget] is called. Each user reserves what it takes, so that an attempt needs
/// as much memory as if it had made the table itself.
public final class BroadcastTables {

  private record Stage(String runId, int stageId) {}

  /// The segments are named by their paths, each of which belongs to one attempt.
  private record Key(Stage stage, int sourceId, List<String> segments) {}

  private sealed interface State {

    /// Others wait for it.
    record Making() implements State {}

    record Made(BuildTable table) implements State {}

    /// Each join makes its own.
    record NotShared() implements State {}
  }

  /// Longer than a table takes to make: a maker that is stuck keeps others no longer.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<Key, State> states = new HashMap<>();
  private final Map<Stage, Integer> attempts = new HashMap<>();
  private final Duration patience;

  public BroadcastTables() {
    this(PATIENCE);
  }

  /// Nobody waits longer than `patience` for a table.
  BroadcastTables(Duration patience) {
    this.patience = patience;
  }

  /// To be called before an attempt.
  public synchronized void enter(TaskRequest request) {
    attempts.merge(stage(request), 1, Integer::sum);
    forget();
  }

  /// To be called after an attempt.
  public synchronized void leave(TaskRequest request) {
    attempts.computeIfPresent(stage(request), (_, count) -> count == 1 ? null : count - 1);
  }

  /// Drops tables of stages of which no attempt is at work.
  public synchronized void forget() {
    states.keySet().removeIf(key -> !attempts.containsKey(key.stage()));
  }

  private static Stage stage(TaskRequest request) {
    return new Stage(request.runId(), request.stageId());
  }

  /// A join's share in the table of `build`, which has all rows of a broadcast; `null` where it has
  /// only some. To be closed.
  public @Nullable Share share(TaskRequest request, TaskInput.Partition build) {
    if (!build.range().equals(KeyRange.ALL)) {
      return null;
    }
    var segments = build.segments().stream().map(SegmentRef::path).toList();
    return new Share(new Key(stage(request), build.sourceId(), segments));
  }

  /// What is known of a table; [State.Making] says that the caller is to make it.
  private synchronized State take(Key key) {
    long start = System.nanoTime();
    var known = states.putIfAbsent(key, new State.Making());
    while (known instanceof State.Making) {
      long left = patience.minusNanos(System.nanoTime() - start).toMillis();
      if (left <= 0) {
        return new State.NotShared();
      }
      try {
        wait(left);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        Cancellation.check();
      }
      known = states.putIfAbsent(key, new State.Making());
    }
    return known == null ? new State.Making() : known;
  }

  private synchronized void put(Key key, State state) {
    states.put(key, state);
    notifyAll();
  }

  private synchronized void remove(Key key) {
    states.remove(key);
    notifyAll();
  }

  /// One join's share in a table. Belongs to the attempt's thread.
  public final class Share implements AutoCloseable {

    private final Key key;
    private boolean isMaker;

    private Share(Key key) {
      this.key = key;
    }

    /// The table that another join has made, after waiting for it if need be; `null` where there is
    /// none, and the caller is to make its own and to say so.
    @Nullable BuildTable take() {
      var state = BroadcastTables.this.take(key);
      isMaker = state instanceof State.Making;
      return state instanceof State.Made(var table) ? table : null;
    }

    /// The caller's table has ended.
    void made(BuildTable table) {
      end(new State.Made(table));
    }

    /// The caller had no room for the table.
    void tooLarge() {
      end(new State.NotShared());
    }

    private void end(State state) {
      if (isMaker) {
        isMaker = false;
        put(key, state);
      }
    }

    /// Lets another join make a table that this one has not.
    @Override
    public void close() {
      if (isMaker) {
        isMaker = false;
        remove(key);
      }
    }
  }
}
