package dev.stint.coordinator.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a page gets of all runs. `target` names what they are of, and `version` changes whenever
/// something in it does.
public record RunList(
    String target, List<Line> runs, List<JobLine> jobs, List<String> unreadable, String version) {

  public RunList {
    runs = List.copyOf(runs);
    jobs = List.copyOf(jobs);
    unreadable = List.copyOf(unreadable);
  }

  RunList with(String newVersion) {
    return new RunList(target, runs, jobs, unreadable, newVersion);
  }

  /// A run in a line; see [dev.stint.coordinator.history.RunSummary]. `expectedDollars` is `null`
  /// where nothing was estimated.
  public record Line(
      String run,
      @Nullable String job,
      int statement,
      int statements,
      @Nullable String trigger,
      @Nullable String sql,
      String state,
      @Nullable String reason,
      long startedAt,
      long ms,
      double dollars,
      @Nullable Double expectedDollars,
      long rows,
      long readBytes,
      long writtenBytes,
      int retries) {

    static Line of(PageData data) {
      var head = data.run().head();
      var totals = data.run().totals();
      var expected = data.run().expected();
      return new Line(
          head.run(),
          head.job(),
          head.statement(),
          head.statements(),
          head.trigger(),
          head.sql(),
          head.state(),
          head.reason(),
          head.startedAt(),
          head.endedAt() - head.startedAt(),
          data.run().cost().dollars(),
          expected == null ? null : expected.dollars(),
          totals.rows(),
          totals.readBytes(),
          totals.writtenBytes(),
          totals.retries());
    }
  }

  /// A registered job: what starts it, when it ran last and when it runs next, in words.
  public record JobLine(
      String name, boolean isPaused, List<String> triggers, String last, String next) {

    public JobLine {
      triggers = List.copyOf(triggers);
    }
  }
}
