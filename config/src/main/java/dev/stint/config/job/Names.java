package dev.stint.config.job;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Messages about names that are not known.
public final class Names {

  private Names() {}

  /// The known name that differs least, if it differs by few letters.
  public static Optional<String> nearest(String name, Collection<String> known) {
    int limit = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= limit)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /// `unknown parameter 'moth'; the file declares month, year: did you mean month?`
  static String unknown(String what, String name, Collection<String> known, String verb) {
    var nearest = nearest(name, known);
    if (nearest.isPresent()) {
      return "unknown %s '%s'; did you mean '%s'?".formatted(what, name, nearest.get());
    }
    return known.isEmpty()
        ? "unknown %s '%s'; the file %s none".formatted(what, name, verb)
        : "unknown %s '%s'; the file %s %s"
            .formatted(what, name, verb, String.join(", ", new TreeSet<>(known)));
  }

  /// Letters to insert, delete, replace or swap with their neighbour, without regard to case.
  private static int distance(String left, String right) {
    var a = left.toLowerCase(Locale.ROOT);
    var b = right.toLowerCase(Locale.ROOT);
    int[][] distances = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distances[i][j] = i == 0 || j == 0 ? i + j : distance(a, i, b, j, distances);
      }
    }
    return distances[a.length()][b.length()];
  }

  private static int distance(String a, int i, String b, int j, int[][] distances) {
    int replaced = distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
    boolean isSwapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return isSwapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
  }
}
