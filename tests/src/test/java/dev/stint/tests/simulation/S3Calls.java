package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Requests of a process whose work goes on in the world's time: a function. Effects happen when S3
/// carries them out, even when the process has died since it sent them; it may leave an object that
/// nobody hears of, and that comes after its death. It sends nothing more and hears nothing.
final class S3Calls {

  /// How much of a request's time has passed when it takes effect.
  private static final double EFFECT_SHARE = 0.8;

  private final SimulatedS3 s3;
  private final VirtualTime time;
  private final S3Client client;
  private final BooleanSupplier isAlive;
  private final @Nullable Duration hedgeAfter;

  /// A GET without a byte after `hedgeAfter` is sent once more if the process may hedge, and the
  /// first answer counts; never when it is `null`.
  S3Calls(
      SimulatedS3 s3,
      VirtualTime time,
      S3Client client,
      BooleanSupplier isAlive,
      @Nullable Duration hedgeAfter) {
    this.s3 = s3;
    this.time = time;
    this.client = client;
    this.isAlive = isAlive;
    this.hedgeAfter = hedgeAfter;
  }

  /// Sends a request, again if it fails and may pass. In the end either `done` hears the effect's
  /// result or `failed` how the last try ended. What an effect throws goes to whoever runs the
  /// world's events.
  <T> void call(
      S3Operation operation,
      String path,
      long bytes,
      Supplier<T> effect,
      Consumer<T> done,
      Consumer<SimulatedS3.Fate> failed) {
    attempt(new Call<>(operation, path, bytes, effect, done, failed), 1);
  }

  private record Call<T>(
      S3Operation operation,
      String path,
      long bytes,
      Supplier<T> effect,
      Consumer<T> done,
      Consumer<SimulatedS3.Fate> failed) {}

  /// Sends when the process's pace allows it.
  private <T> void attempt(Call<T> call, int number) {
    long nowNanos = time.nanos();
    long sendNanos = client.pace(call.operation, call.path).reserve(nowNanos);
    if (sendNanos <= nowNanos) {
      send(call, number);
    } else {
      alive(Duration.ofNanos(sendNanos - nowNanos), () -> send(call, number));
    }
  }

  private <T> void send(Call<T> call, int number) {
    var outcome = hedged(call);
    switch (outcome.fate()) {
      case DONE -> {
        var effectAfter = effectAfter(outcome.duration());
        time.after(
            effectAfter,
            () -> {
              T result = carryOut(call);
              alive(outcome.duration().minus(effectAfter), () -> call.done.accept(result));
            });
      }
      case ANSWER_LOST -> {
        time.after(
            effectAfter(outcome.duration()),
            () -> {
              var _ = carryOut(call);
            });
        again(call, number, outcome);
      }
      case SLOW_DOWN -> {
        long sentNanos = time.nanos();
        var pace = client.pace(call.operation, call.path);
        time.after(outcome.duration(), () -> pace.reject(sentNanos, time.nanos()));
        again(call, number, outcome);
      }
      case ERROR, DAMAGED -> again(call, number, outcome);
    }
  }

  /// Of two requests the one that begins to answer first moves its bytes.
  private SimulatedS3.Outcome hedged(Call<?> call) {
    var first = s3.request(call.operation, call.path, call.bytes, 1, client, time.nanos());
    client.earnHedge();
    var hedge = hedgeAfter;
    var untilBytes = first.duration().minus(first.transfer());
    boolean isLate = hedge != null && untilBytes.compareTo(hedge) > 0;
    if (call.operation != S3Operation.GET || !isLate || !client.mayHedge()) {
      return first;
    }
    var second = s3.request(call.operation, call.path, 0, 1, client, time.nanos());
    var later = hedge.plus(second.duration());
    return second.fate() == SimulatedS3.Fate.DONE && later.compareTo(untilBytes) < 0
        ? new SimulatedS3.Outcome(
            SimulatedS3.Fate.DONE, later.plus(first.transfer()), first.transfer())
        : first;
  }

  private <T> T carryOut(Call<T> call) {
    if (!isAlive.getAsBoolean()) {
      s3.outlived(call.path);
    }
    return call.effect.get();
  }

  private <T> void again(Call<T> call, int number, SimulatedS3.Outcome outcome) {
    if (number == S3Client.MAX_TRIES) {
      alive(outcome.duration(), () -> call.failed.accept(outcome.fate()));
      return;
    }
    var delay = outcome.duration().plus(client.backoff(number));
    alive(delay, () -> attempt(call, number + 1));
  }

  private void alive(Duration delay, Runnable action) {
    time.after(
        delay,
        () -> {
          if (isAlive.getAsBoolean()) {
            action.run();
          }
        });
  }

  /// When in the time of a request it takes effect.
  static Duration effectAfter(Duration duration) {
    return Duration.ofNanos(Math.round(duration.toNanos() * EFFECT_SHARE));
  }
}
