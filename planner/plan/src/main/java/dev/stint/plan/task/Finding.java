package dev.stint.plan.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something in the files of a table that did not fit and did not stop the run: how often it was
/// met and where first. `subject` is the column of values, and empty where whole records or files
/// are meant. Findings of one kind, table and subject are one.
public record Finding(Kind kind, String table, String subject, long count, Example example) {

  /// Findings of a run are few, or the files are of another kind altogether; more than these are
  /// not told apart.
  public static final int MAX_FINDINGS = 50;

  private static final String OTHERS = "…";

  /// What did not fit.
  public enum Kind {
    /// Values that are not of their column's type, read as NULL.
    VALUE,
    /// Records that are malformed: what could not be read is NULL.
    RECORD,
    /// Records that do not fit and were left out, as the user wants it.
    LEFT_OUT,
    /// Records with a field that no column has, as the columns were inferred from others.
    FIELD,
    /// Files whose header names other columns than the schema has in its place.
    HEADER
  }

  /// One of them: its file, the line in it (from 1, 0 when it is too far into the file to be
  /// counted), the byte at which it begins, and what is there.
  public record Example(String path, long line, long offset, String text) {

    static final Comparator<Example> ORDER =
        Comparator.comparing(Example::path).thenComparingLong(Example::offset);

    /// `s3://b/k.csv, line 7 (byte 312)`.
    public String place() {
      return path + (line > 0 ? ", line " + line : "") + " (byte " + offset + ")";
    }
  }

  public Finding {
    if (count < 1) {
      throw new IllegalArgumentException("count: " + count);
    }
  }

  private record Key(Kind kind, String table, String subject) {}

  private Key key() {
    return new Key(kind, table, subject);
  }

  private Finding plus(Finding other) {
    var first = Example.ORDER.compare(example, other.example) <= 0 ? example : other.example;
    return new Finding(kind, table, subject, count + other.count, first);
  }

  /// Both, with one finding for each thing; of the examples the one that stands first.
  public static List<Finding> sum(List<Finding> some, List<Finding> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    Map<Key, Finding> sums = new LinkedHashMap<>();
    for (var finding : some) {
      add(sums, finding);
    }
    for (var finding : others) {
      add(sums, finding);
    }
    return new ArrayList<>(sums.values());
  }

  private static void add(Map<Key, Finding> sums, Finding finding) {
    boolean isNew = !sums.containsKey(finding.key()) && sums.size() >= MAX_FINDINGS;
    var counted =
        isNew
            ? new Finding(finding.kind, finding.table, OTHERS, finding.count, finding.example)
            : finding;
    sums.merge(counted.key(), counted, Finding::plus);
  }
}
