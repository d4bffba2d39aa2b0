package dev.stint.coordinator.pace;

import dev.stint.coordinator.pace.PaceTicket.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Decides which attempt starts when, within [PaceLimits] and within what has been found to be
/// accepted. A machine without clock, chance, thread or I/O: time is given, in nanoseconds from the
/// machine's creation and never less than before.
///
/// A refused attempt (429) has not run: it goes back to the head of its queue, the number of
/// attempts in flight is cut, and nothing starts for a pause. Runs that have attempts waiting get
/// equal parts of the places, whatever their attempts' length: the next to start is one of the run
/// with the fewest in flight. A decision takes time proportional to the number of functions (a
/// handful) and the logarithm of the number of runs, and does not depend on how many attempts wait.
public final class Pace<A> {

  static final long NANOS_PER_SECOND = 1_000_000_000;

  /// The time of what time alone does not bring about.
  public static final long NEVER = Long.MAX_VALUE;

  /// How an attempt that was not refused left.
  public enum Ending {
    /// Its function has answered, and waits for more.
    ANSWERED,
    /// Its function is gone or may be.
    LOST,
    /// It was not sent.
    UNSENT
  }

  /// What becomes of a refused attempt.
  public enum Refusal {
    /// It waits again.
    WAITS,
    /// Nothing has been accepted for so long that waiting is pointless: it has left.
    HOPELESS
  }

  private static final class Function<A> {
    final Environments environments;
    final TreeSet<RunShare<A>> waiting = new TreeSet<>(RunShare.TURN);

    Function(Environments environments) {
      this.environments = environments;
    }
  }

  /// Longer than any function of AWS Lambda lives, 15 minutes: whoever had the places, be it a
  /// coordinator that is gone, has let go of them once.
  private static final long PATIENCE_NANOS = 16 * 60 * NANOS_PER_SECOND;

  private final PaceLimits limits;
  private final Window window;
  private final TokenBucket requests;
  private final Pauses pauses = new Pauses();
  private final Map<String, Function<A>> functions = new HashMap<>();
  private final Map<String, RunShare<A>> runs = new HashMap<>();
  private int waiting;
  private int inFlight;
  private long ended;
  private long turns;

  public Pace(PaceLimits limits) {
    this.limits = limits;
    this.window = new Window(limits.concurrency());
    this.requests = TokenBucket.perSecond(limits.requestsPerSecond());
  }

  public int waiting() {
    return waiting;
  }

  public int inFlight() {
    return inFlight;
  }

  /// How many may be in flight now, as far as is known; at least 1.
  public int places(long nowNanos) {
    return window.places(nowNanos);
  }

  /// A new ticket waits from here on, behind those of its run and function.
  public void add(PaceTicket<A> ticket) {
    ticket.require(State.NEW);
    var share = runs.computeIfAbsent(ticket.run(), run -> new RunShare<>(run, turns++));
    ticket.share = share;
    leaveTurns(share);
    share.addLast(ticket);
    waiting++;
    joinTurns(share);
  }

  /// Takes a ticket out that waits. Says whether it did wait.
  public boolean withdraw(PaceTicket<A> ticket) {
    if (ticket.state != State.WAITING) {
      return false;
    }
    var share = share(ticket);
    leaveTurns(share);
    share.remove(ticket);
    waiting--;
    joinTurns(share);
    return true;
  }

  /// The attempt that starts now, which is in flight from here on; `null` if none may.
  public @Nullable PaceTicket<A> next(long nowNanos) {
    if (waiting == 0
        || nowNanos < pauses.endNanos()
        || inFlight >= window.places(nowNanos)
        || !requests.hasToken(nowNanos)) {
      return null;
    }
    String turn = functionWhoseTurnItIs(nowNanos);
    return turn == null ? null : start(turn, nowNanos);
  }

  private @Nullable String functionWhoseTurnItIs(long nowNanos) {
    String first = null;
    RunShare<A> firstShare = null;
    for (var entry : functions.entrySet()) {
      var function = entry.getValue();
      if (!function.waiting.isEmpty() && function.environments.hasOne(nowNanos)) {
        var share = function.waiting.first();
        if (firstShare == null || RunShare.TURN.compare(share, firstShare) < 0) {
          first = entry.getKey();
          firstShare = share;
        }
      }
    }
    return first;
  }

  private PaceTicket<A> start(String functionName, long nowNanos) {
    var function = function(functionName);
    var share = function.waiting.first();
    leaveTurns(share);
    var ticket = share.serve(functionName, turns++);
    joinTurns(share);
    requests.take(nowNanos);
    ticket.startsEnvironment = function.environments.take(nowNanos);
    ticket.epoch = window.epoch();
    ticket.endedBefore = ended;
    waiting--;
    inFlight++;
    return ticket;
  }

  /// When [#next] may have an attempt if nothing else happens: now, later, or [#NEVER].
  public long nextNanos(long nowNanos) {
    if (waiting == 0 || inFlight >= limits.concurrency()) {
      return NEVER;
    }
    long environment = NEVER;
    for (var function : functions.values()) {
      if (!function.waiting.isEmpty()) {
        environment = Math.min(environment, function.environments.nextNanos(nowNanos));
      }
    }
    long place = window.reachesNanos(inFlight + 1, nowNanos);
    long request = Math.max(requests.nextTokenNanos(), pauses.endNanos());
    return Math.max(Math.max(place, request), environment);
  }

  /// An attempt in flight is over, or will not be sent.
  public void ended(PaceTicket<A> ticket, Ending ending, long nowNanos) {
    ticket.require(State.IN_FLIGHT);
    var share = share(ticket);
    leaveTurns(share);
    share.landed(ticket);
    inFlight--;
    joinTurns(share);
    var environments = function(ticket.function()).environments;
    switch (ending) {
      case ANSWERED -> {
        environments.becameIdle(nowNanos);
        accepted();
      }
      case LOST -> accepted();
      case UNSENT -> giveBackEnvironment(ticket, nowNanos);
    }
  }

  private void accepted() {
    ended++;
    pauses.accepted();
  }

  private void giveBackEnvironment(PaceTicket<A> ticket, long nowNanos) {
    var environments = function(ticket.function()).environments;
    if (ticket.startsEnvironment) {
      environments.giveBackStart();
    } else {
      environments.becameIdle(nowNanos);
    }
  }

  /// An attempt in flight was refused with 429. `chance`, in [0, 1), shortens the pause by up to
  /// half of it, lest several limiters of one account keep step.
  public Refusal refused(PaceTicket<A> ticket, double chance, long nowNanos) {
    ticket.require(State.IN_FLIGHT);
    inFlight--;
    // Those that ended meanwhile may have been running when it was refused.
    int others =
        Math.toIntExact(Math.min(inFlight + ended - ticket.endedBefore, Integer.MAX_VALUE));
    if (window.refused(ticket.epoch, others, nowNanos)) {
      pauses.refused(chance, nowNanos);
    }
    if (ticket.startsEnvironment) {
      function(ticket.function()).environments.giveBackStart();
    }
    boolean isHopeless = inFlight == 0 && pauses.refusedForNanos(nowNanos) >= PATIENCE_NANOS;
    var share = share(ticket);
    leaveTurns(share);
    if (isHopeless) {
      share.landed(ticket);
    } else {
      share.sendBack(ticket);
      waiting++;
    }
    joinTurns(share);
    return isHopeless ? Refusal.HOPELESS : Refusal.WAITS;
  }

  /// Before a share changes: its place among others depends on what it holds.
  private void leaveTurns(RunShare<A> share) {
    share.awaitedFunctions().forEach(each -> function(each).waiting.remove(share));
  }

  private void joinTurns(RunShare<A> share) {
    share.awaitedFunctions().forEach(each -> function(each).waiting.add(share));
    if (share.isUnused()) {
      runs.remove(share.run);
    }
  }

  private Function<A> function(String name) {
    return functions.computeIfAbsent(
        name, _ -> new Function<>(new Environments(limits.newEnvironments())));
  }

  private RunShare<A> share(PaceTicket<A> ticket) {
    return Objects.requireNonNull(ticket.share, "a ticket that was never added");
  }
}
