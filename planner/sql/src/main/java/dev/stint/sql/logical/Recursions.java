package dev.stint.sql.logical;

import dev.stint.sql.logical.Relation.Level;
import dev.stint.sql.logical.Relation.Recursion;
import java.util.HashSet;
import java.util.Set;

/// Facts about relations that go over their own rows.
public final class Recursions {

  private Recursions() {}

  /// Whether a relation reads the level before of a recursion that is around it.
  public static boolean readsLevel(Relation relation) {
    return readsLevel(relation, new HashSet<>());
  }

  private static boolean readsLevel(Relation relation, Set<Integer> within) {
    if (relation instanceof Level level) {
      return !within.contains(level.recursion());
    }
    if (relation instanceof Recursion recursion) {
      within.add(recursion.recursion());
    }
    return relation.inputs().stream().anyMatch(input -> readsLevel(input, within));
  }
}
