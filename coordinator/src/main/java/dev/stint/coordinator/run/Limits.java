package dev.stint.coordinator.run;

import dev.stint.config.memory.FunctionDisk;
import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When a run has used up what it may cost or how long it may take. A fold over its events.
///
/// Attempts cost more with every moment they run, at a rate that follows from their memory and
/// disk, so the moment at which they will have used up the budget is known ahead. Requests count
/// when the attempt that made them answers. Costs the same however many attempts run.
///
/// Time that passed while no coordinator had the run does not count: neither as the run's, nor as
/// that of attempts which the last one had left behind. Where one ended without a word, that is the
/// time since its last event.
final class Limits {

  private record Running(double dollarsPerNano, double startNanos) {}

  private final RunSettings settings;
  private final PriceTable prices;
  private final Map<AttemptId, Running> running = new HashMap<>();

  /// Later than the run's start by all the time that does not count.
  private Instant startTime = Instant.EPOCH;

  private Instant lastTime = Instant.EPOCH;
  private double dollarsPerNano;
  private double dollarsAtStarts;

  Limits(RunSettings settings, PriceTable prices) {
    this.settings = settings;
    this.prices = prices;
  }

  void on(LoggedEvent logged) {
    count(logged);
    // Those of a coordinator that takes the run up are made before it says that it is there.
    if (!(logged.event() instanceof RunEvent.RequestsMade)) {
      lastTime = logged.time();
    }
  }

  private void count(LoggedEvent logged) {
    switch (logged.event()) {
      case RunEvent.RunStarted _ -> startTime = logged.time();
      case RunEvent.CoordinatorStarted(int term) when term > 0 -> takenUp(logged.time());
      case RunEvent.AttemptStarted(var id, long bytes, _) -> {
        double startNanos = nanosSinceStart(logged.time());
        double rate = prices.functionSecond(bytes, FunctionDisk.bytes(bytes)) / 1e9;
        running.put(id, new Running(rate, startNanos));
        dollarsPerNano += rate;
        dollarsAtStarts += rate * startNanos;
      }
      case RunEvent.AttemptSucceeded succeeded -> ended(succeeded.attempt());
      case RunEvent.AttemptFailed failed -> ended(failed.attempt());
      case RunEvent _ -> {}
    }
  }

  /// Another coordinator takes the run up at `time`.
  void takenUp(Instant time) {
    if (time.isAfter(lastTime)) {
      startTime = startTime.plus(Duration.between(lastTime, time));
      lastTime = time;
    }
  }

  private void ended(AttemptId id) {
    var attempt = running.remove(id);
    if (attempt != null) {
      // What rounding leaves of nothing is nothing.
      dollarsPerNano = running.isEmpty() ? 0 : dollarsPerNano - attempt.dollarsPerNano();
      dollarsAtStarts =
          running.isEmpty() ? 0 : dollarsAtStarts - attempt.dollarsPerNano() * attempt.startNanos();
    }
  }

  private double nanosSinceStart(Instant time) {
    return Duration.between(startTime, time).toNanos();
  }

  /// When the first limit will be reached if nothing changes, `now` if one is; `null` when none
  /// will be. `usage` is what attempts that are over used.
  @Nullable Instant end(Usage usage, Instant now) {
    var moneyEnd = moneyEnd(usage, now);
    var duration = settings.maxDuration();
    if (duration == null) {
      return moneyEnd;
    }
    var timeEnd = startTime.plus(duration);
    var end = moneyEnd == null || timeEnd.isBefore(moneyEnd) ? timeEnd : moneyEnd;
    return end.isBefore(now) ? now : end;
  }

  private @Nullable Instant moneyEnd(Usage usage, Instant now) {
    if (settings.maxDollars() == Double.POSITIVE_INFINITY) {
      return null;
    }
    double runningDollars = dollarsPerNano * nanosSinceStart(now) - dollarsAtStarts;
    double spent =
        RunCost.of(usage, prices).totalDollars()
            + running.size() * prices.invocation()
            + Math.max(0, runningDollars);
    double left = settings.maxDollars() - spent;
    if (left <= 0) {
      return now;
    }
    double nanos = left / dollarsPerNano;
    return nanos < Duration.ofDays(365).toNanos() ? now.plusNanos(Math.round(nanos)) : null;
  }

  /// Why the run is to be ended; `null` while no limit is reached.
  @Nullable TaskFailure reached(Usage usage, Instant now) {
    if (now.equals(moneyEnd(usage, now))) {
      return moneyFailure();
    }
    return now.equals(end(usage, now)) ? timeFailure() : null;
  }

  private TaskFailure moneyFailure() {
    var text =
        new BigDecimal(Math.max(settings.maxDollars(), 0))
            .round(new MathContext(3))
            .toPlainString();
    return new TaskFailure(
        FailureKind.USER,
        "the run was ended at $%s, the most that the job's limits.maxCost lets it cost"
            .formatted(text),
        null);
  }

  private TaskFailure timeFailure() {
    return new TaskFailure(
        FailureKind.USER,
        "the run was ended after %s s, the longest that limits.maxDuration lets it take"
            .formatted(settings.maxDuration() == null ? 0 : settings.maxDuration().toSeconds()),
        null);
  }
}
