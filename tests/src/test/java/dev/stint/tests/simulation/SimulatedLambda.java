package dev.stint.tests.simulation;

import dev.stint.config.price.Usage;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lambda in a world: one function for each size of memory, all within the account's concurrency.
/// It refuses what is too much, starts and keeps environments, and loses, delays and repeats
/// answers. What it decides about one invocation is drawn from that invocation's own chance.
final class SimulatedLambda {

  private static final int REQUESTS_PER_CONCURRENCY = 10;
  private static final Duration REFUSAL = Duration.ofMillis(15);

  /// Of an invocation's overhead, the part before the function starts.
  private static final double CALL_SHARE = 0.6;

  private final LambdaSettings settings;
  private final VirtualTime time;
  private final SimulatedS3 s3;
  private final Chance chance;
  private final @Nullable Duration hedgeAfter;
  private final RateLimit requests;
  private final Map<Long, FunctionPool> functions = new HashMap<>();
  private final LinkedHashSet<FunctionRun> running = new LinkedHashSet<>();
  private Consumer<Script> onBegin = _ -> {};
  private int inUse;
  private int mostInUse;
  private long invocations;
  private long coldStarts;
  private long throttles;
  private Usage usage = Usage.NONE;
  private Usage startUsage = Usage.NONE;

  /// GETs of functions are hedged when no byte has come after `hedgeAfter`, unless it is `null`.
  SimulatedLambda(
      LambdaSettings settings,
      VirtualTime time,
      SimulatedS3 s3,
      Chance chance,
      @Nullable Duration hedgeAfter) {
    this.settings = settings;
    this.time = time;
    this.s3 = s3;
    this.chance = chance;
    this.hedgeAfter = hedgeAfter;
    double perSecond = (double) settings.concurrency() * REQUESTS_PER_CONCURRENCY;
    this.requests = RateLimit.constant(perSecond, perSecond);
  }

  /// Invokes the function of `memoryBytes`. `client` hears the answer: never, once, or twice.
  void invoke(Script script, long memoryBytes, Consumer<InvokeAnswer> client) {
    var random = chance.stream("invocation " + invocations++);
    var function = functions.computeIfAbsent(memoryBytes, _ -> newFunction());
    var refusal = refusal(function, random);
    if (refusal != null) {
      throttles++;
      time.after(REFUSAL, () -> client.accept(new InvokeAnswer.Throttled(refusal)));
      return;
    }
    onBegin.accept(script);
    inUse++;
    mostInUse = Math.max(mostInUse, inUse);
    var overhead = Latencies.WARM_INVOKE.sample(random);
    var call = Duration.ofNanos(Math.round(overhead.toNanos() * CALL_SHARE));
    new Handling(script, memoryBytes, function, client, random, overhead.minus(call)).begin(call);
  }

  /// Has `listener` hear of each invocation that is accepted.
  void onBegin(Consumer<Script> listener) {
    onBegin = listener;
  }

  /// Invocations under way: at present, and the most there were.
  int inUse() {
    return inUse;
  }

  int mostInUse() {
    return mostInUse;
  }

  long invocations() {
    return invocations;
  }

  long coldStarts() {
    return coldStarts;
  }

  long throttles() {
    return throttles;
  }

  /// What AWS bills for invocations; those still under way are not in it yet.
  Usage usage() {
    return usage;
  }

  /// The same and what those under way have used so far.
  Usage usageSoFar() {
    var soFar = usage;
    for (var run : running) {
      soFar = soFar.plusAttempt(run.memoryBytes(), run.wallNanos());
    }
    return soFar;
  }

  /// The memory of the functions under way.
  double runningBytes() {
    return running.stream().mapToDouble(FunctionRun::memoryBytes).sum();
  }

  /// The part of it in which functions started.
  Usage startUsage() {
    return startUsage;
  }

  /// Kills the processes of all attempts under way, as from outside.
  void killAll() {
    List.copyOf(running).forEach(run -> run.die(FunctionRun.Death.EXITED));
  }

  private FunctionPool newFunction() {
    int most = settings.environmentsPerTenSeconds();
    return new FunctionPool(time, settings.idleExpiry(), RateLimit.constant(most / 10.0, most));
  }

  private @Nullable String refusal(FunctionPool function, SplittableRandom random) {
    boolean isUnlucky = random.nextDouble() < settings.faults().throttleRate();
    if (isUnlucky || !requests.tryTake(1, time.nanos())) {
      return "request rate";
    }
    if (inUse >= settings.concurrency()) {
      return "concurrency";
    }
    if (!function.hasPlace()) {
      return "scaling rate";
    }
    return null;
  }

  /// One invocation from its acceptance to its answers.
  private final class Handling implements FunctionRun.Listener {

    private final Script script;
    private final long memoryBytes;
    private final FunctionPool function;
    private final Consumer<InvokeAnswer> client;
    private final SplittableRandom random;
    private final Duration answerTravel;
    private Duration init = Duration.ZERO;
    private boolean isDisconnected;
    private @Nullable Environment environment;
    private @Nullable FunctionRun run;
    private VirtualTime.@Nullable Event timeout;

    Handling(
        Script script,
        long memoryBytes,
        FunctionPool function,
        Consumer<InvokeAnswer> client,
        SplittableRandom random,
        Duration answerTravel) {
      this.script = script;
      this.memoryBytes = memoryBytes;
      this.function = function;
      this.client = client;
      this.random = random;
      this.answerTravel = answerTravel;
    }

    void begin(Duration call) {
      var warm = function.takeIdle();
      if (warm != null) {
        time.after(call, () -> start(warm));
      } else {
        coldStarts++;
        var room = settings.coldStart().room(random, function.startsWithinSecond());
        init = settings.coldStart().init().sample(random);
        var fresh =
            new Environment(
                coldStarts,
                memoryBytes,
                chance.stream("environment " + coldStarts),
                settings.faults().slowRate());
        time.after(call.plus(room).plus(init), () -> start(fresh));
      }
      if (random.nextDouble() < settings.faults().disconnectRate()) {
        time.after(
            Draw.between(random, Duration.ofMillis(10), Duration.ofSeconds(30)), this::disconnect);
      }
    }

    private void start(Environment in) {
      environment = in;
      in.invocations++;
      var begun = new FunctionRun(s3, time, in, script, hedgeAfter, this);
      run = begun;
      running.add(begun);
      setFate(begun);
      timeout = time.after(settings.timeout(), () -> begun.die(FunctionRun.Death.TIMED_OUT));
      begun.start();
    }

    private void setFate(FunctionRun begun) {
      long ticks = FunctionRun.ticks(script);
      long tick = random.nextLong(ticks);
      double fate = random.nextDouble();
      if (script.memoryBytes() > memoryBytes) {
        begun.endAt(Math.min(tick, 2), () -> outOfMemory(begun, fate));
      } else if (fate < settings.faults().deathRate()) {
        begun.endAt(tick, () -> begun.die(FunctionRun.Death.EXITED));
      }
    }

    /// Operators count what they hold, the JVM sees the rest, the kernel what neither saw.
    private void outOfMemory(FunctionRun begun, double fate) {
      if (fate < 0.5) {
        begun.fail(FailureKind.RESOURCE, "needs " + script.memoryBytes() + " bytes of memory");
      } else if (fate < 0.75) {
        begun.die(FunctionRun.Death.OUT_OF_MEMORY_SEEN);
      } else {
        begun.die(FunctionRun.Death.EXITED);
      }
    }

    @Override
    public void answered(TaskResponse response) {
      leave();
      function.keep(Objects.requireNonNull(environment));
      deliver(new InvokeAnswer.Answered(response));
    }

    @Override
    public void died(FunctionRun.Death death) {
      leave();
      deliver(
          switch (death) {
            case EXITED -> new InvokeAnswer.Exited();
            case OUT_OF_MEMORY_SEEN -> new InvokeAnswer.OutOfMemory();
            case TIMED_OUT -> new InvokeAnswer.TimedOut();
          });
    }

    private void leave() {
      var ended = Objects.requireNonNull(run);
      running.remove(ended);
      Objects.requireNonNull(timeout).cancel();
      inUse--;
      usage = usage.plusAttempt(memoryBytes, init.toNanos() + ended.wallNanos());
      startUsage = startUsage.plusAttempt(memoryBytes, init.toNanos());
    }

    private void disconnect() {
      boolean isOver = run != null && !run.isRunning();
      if (!isOver) {
        isDisconnected = true;
        client.accept(new InvokeAnswer.Disconnected());
      }
    }

    private void deliver(InvokeAnswer answer) {
      var faults = settings.faults();
      boolean isLost = random.nextDouble() < faults.lostRate();
      boolean isLate = random.nextDouble() < faults.lateRate();
      boolean isTwice = random.nextDouble() < faults.twiceRate();
      if (isDisconnected || isLost) {
        return;
      }
      var late =
          isLate
              ? Draw.between(random, Duration.ofSeconds(1), Duration.ofMinutes(10))
              : Duration.ZERO;
      time.after(answerTravel.plus(late), () -> client.accept(answer));
      if (isTwice) {
        var again = Draw.between(random, Duration.ofMillis(10), Duration.ofMinutes(1));
        time.after(answerTravel.plus(late).plus(again), () -> client.accept(answer));
      }
    }
  }
}
