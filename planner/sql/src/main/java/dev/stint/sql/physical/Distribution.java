package dev.stint.sql.physical;

import java.util.List;
import java.util.Set;

/// How the rows of a stage that is being built are spread over its tasks.
sealed interface Distribution {

  /// In no known way.
  record Arbitrary() implements Distribution {}

  /// One task has all of them.
  record Single() implements Distribution {}

  /// By the hash of keys: rows that agree in all keys are in one task. Each key is a set of columns
  /// that are equal to each other in every row.
  record Hashed(List<Set<Integer>> keys) implements Distribution {
    public Hashed {
      keys = keys.stream().map(Set::copyOf).toList();
    }
  }

  /// Task n's rows are in order and come before task n+1's.
  record Ordered() implements Distribution {}
}
