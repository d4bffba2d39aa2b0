package dev.stint.tests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What must hold in a world. The first breach ends it, with the story that led there.
final class Invariants {

  /// Thrown at a breach.
  static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    Broken(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A claim, and how to see whether it is broken: what breaks it, if anything does.
  record Invariant(String name, Supplier<Optional<String>> breach) {}

  private final long seed;
  private final Story story;
  private final List<Invariant> always = new ArrayList<>();
  private final List<Invariant> atTheEnd = new ArrayList<>();

  Invariants(long seed, Story story) {
    this.seed = seed;
    this.story = story;
  }

  /// Holds after each event.
  Invariants always(String name, Supplier<Optional<String>> breach) {
    always.add(new Invariant(name, breach));
    return this;
  }

  /// Holds when all is over.
  Invariants atTheEnd(String name, Supplier<Optional<String>> breach) {
    atTheEnd.add(new Invariant(name, breach));
    return this;
  }

  /// @throws Broken with the seed, how to replay it, and the story
  void check() {
    for (var invariant : always) {
      check(invariant);
    }
  }

  /// Checks everything.
  ///
  /// @throws Broken as [#check()]
  void checkAtTheEnd() {
    check();
    atTheEnd.forEach(this::check);
  }

  private void check(Invariant invariant) {
    var breach = invariant.breach().get();
    if (breach.isPresent()) {
      throw broken(invariant.name(), breach.get(), null);
    }
  }

  /// Says that `claim` does not hold, since `cause` was thrown.
  ///
  /// @throws Broken always
  void fail(String claim, Throwable cause) {
    throw broken(claim, cause.toString(), cause);
  }

  private Broken broken(String claim, String breach, @Nullable Throwable cause) {
    return new Broken(
        "seed %d: not \"%s\": %s%n%s%nReplay with -D%s=%d"
            .formatted(seed, claim, breach, story, Seeds.PROPERTY, seed),
        cause);
  }
}
