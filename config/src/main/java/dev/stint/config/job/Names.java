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

  /// Letters to insert, delete or replace, without regard to case.
  private static int distance(String left, String right) {
    var a = left.toLowerCase(Locale.ROOT);
    var b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j - 1], diagonal) + 1);
      }
    }
    return row[b.length()];
  }
}
