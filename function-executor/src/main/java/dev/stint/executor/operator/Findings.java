package dev.stint.executor.operator;

import dev.stint.plan.task.Finding;
import dev.stint.plan.task.Finding.Example;
import dev.stint.plan.task.Finding.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What did not fit in the files that one attempt read. One thread; asked when it is over.
public final class Findings {

  private record Subject(Kind kind, String table, String column) {}

  private static final class Tally {
    private long count;
    private final Example example;

    Tally(Example example) {
      this.example = example;
    }
  }

  private final Map<Subject, Tally> tallies = new LinkedHashMap<>();

  /// `example` is asked for the first one alone: it may have to read for it.
  public void add(Kind kind, String table, String column, long count, Supplier<Example> example) {
    var subject = new Subject(kind, table, column);
    var tally = tallies.get(subject);
    if (tally == null) {
      tally = new Tally(example.get());
      tallies.put(subject, tally);
    }
    tally.count += count;
  }

  public List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    tallies.forEach(
        (subject, tally) ->
            findings.add(
                new Finding(
                    subject.kind, subject.table, subject.column, tally.count, tally.example)));
    // Through the sum, which bounds them.
    return findings.isEmpty()
        ? List.of()
        : Finding.sum(findings.subList(0, 1), findings.subList(1, findings.size()));
  }
}
