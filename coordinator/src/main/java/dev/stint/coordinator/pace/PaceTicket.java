package dev.stint.coordinator.pace;

import org.jspecify.annotations.Nullable;

/// An attempt on its way through a [Pace], which owns all but its first three fields. `run` and
/// `function` are names: runs share the places, and environments are counted for each function.
public final class PaceTicket<A> {

  enum State {
    NEW,
    WAITING,
    IN_FLIGHT,
    OVER
  }

  private final String run;
  private final String function;
  private final A attempt;

  State state = State.NEW;
  @Nullable RunShare<A> share;
  long epoch;
  long endedBefore;
  boolean startsEnvironment;

  public PaceTicket(String run, String function, A attempt) {
    this.run = run;
    this.function = function;
    this.attempt = attempt;
  }

  public String run() {
    return run;
  }

  public String function() {
    return function;
  }

  public A attempt() {
    return attempt;
  }

  void require(State expected) {
    if (state != expected) {
      throw new IllegalStateException(
          "attempt %s is %s and not %s".formatted(attempt, state, expected));
    }
  }
}
