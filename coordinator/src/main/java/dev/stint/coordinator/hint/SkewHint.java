package dev.stint.coordinator.hint;

import dev.stint.coordinator.page.ExchangePage;
import dev.stint.coordinator.page.RunPage;
import dev.stint.coordinator.page.RunPage.Edge;
import dev.stint.coordinator.page.StagePage;
import dev.stint.coordinator.page.StagePage.DecisionLine;
import dev.stint.coordinator.page.StagePage.Outlier;
import dev.stint.coordinator.report.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A key that has far more rows than others, and tasks for which the others wait.
final class SkewHint {

  /// The part of the run's time that a lagging task must take to be worth a word.
  private static final double MIN_TIME_SHARE = 0.1;

  /// What the fullest bucket must have of the mean of all, and of all rows, to be one key's.
  private static final double MIN_BUCKET_TIMES = 8;

  private static final double MIN_ROW_SHARE = 0.1;

  private SkewHint() {}

  static List<Hint> of(RunPage page) {
    var hints = new ArrayList<Hint>();
    for (var stage : page.stages()) {
      var slowest = slowest(page, stage);
      var hot = hotSources(page, stage);
      if (!hot.isEmpty()) {
        hints.add(skew(hot.getFirst(), stage, slowest));
      } else if (slowest != null) {
        hints.add(straggler(stage, slowest));
      }
    }
    return hints;
  }

  /// The task for which the others of a stage wait, if that is long.
  private static @Nullable Outlier slowest(RunPage page, StagePage stage) {
    return stage.outliers().stream()
        .filter(outlier -> outlier.measure().equals("time"))
        .filter(outlier -> lag(stage, outlier) > MIN_TIME_SHARE * Hints.seconds(page))
        .findFirst()
        .orElse(null);
  }

  private static double lag(StagePage stage, Outlier outlier) {
    return Math.max(0, outlier.ms() - stage.distributions().ms().p75()) / 1e3;
  }

  /// The stages whose exchange a stage reads and has one bucket with far more rows than others.
  private static List<StagePage> hotSources(RunPage page, StagePage reader) {
    var ids =
        page.edges().stream()
            .filter(edge -> edge.toStage() == reader.id() && edge.table() == null)
            .map(Edge::fromStage)
            .toList();
    return page.stages().stream()
        .filter(stage -> ids.contains(stage.id()) && isHot(stage.exchange()))
        .toList();
  }

  private static boolean isHot(@Nullable ExchangePage exchange) {
    if (exchange == null) {
      return false;
    }
    var bucket = exchange.hottest();
    return bucket != null
        && bucket.timesMean() >= MIN_BUCKET_TIMES
        && bucket.rows() >= MIN_ROW_SHARE * exchange.totalRows();
  }

  private static Hint skew(StagePage source, StagePage reader, @Nullable Outlier slowest) {
    var exchange = Objects.requireNonNull(source.exchange());
    var divided = divided(reader);
    double lag = slowest == null ? 0 : lag(reader, slowest);
    var consequence =
        slowest != null
            ? late(reader, slowest)
            : divided == null
                ? "Stage %d, which reads it, did not wait long for it.".formatted(reader.id())
                : "Stage %d shared it out by itself (%s), so that no task had to read it alone."
                    .formatted(reader.id(), divided);
    return new Hint(
        "skew",
        title(source, exchange),
        bucketText(exchange) + " " + consequence,
        remedy(exchange, slowest != null || divided == null),
        lag,
        0,
        "stage-" + source.id());
  }

  private static @Nullable String divided(StagePage reader) {
    return reader.decisions().stream()
        .filter(decision -> decision.kind().equals("skew split"))
        .map(DecisionLine::text)
        .findFirst()
        .orElse(null);
  }

  private static String title(StagePage source, ExchangePage exchange) {
    var bucket = Objects.requireNonNull(exchange.hottest());
    var heaviest = exchange.heaviest();
    long rows = heaviest == null ? bucket.rows() : heaviest.rows();
    return "%s has %s of the rows that stage %d gives"
        .formatted(
            heaviest == null
                ? "One value of " + keys(exchange)
                : keys(exchange) + " = " + heaviest.value(),
            percent((double) rows / Math.max(1, exchange.totalRows())),
            source.id());
  }

  private static String bucketText(ExchangePage exchange) {
    var bucket = Objects.requireNonNull(exchange.hottest());
    return "Equal values of %s are in one bucket; bucket %d has %s of %s rows, %s times the mean of those that have any."
        .formatted(
            keys(exchange),
            bucket.bucket(),
            Amounts.count(bucket.rows()),
            Amounts.count(exchange.totalRows()),
            times(bucket.timesMean()));
  }

  private static String late(StagePage stage, Outlier outlier) {
    return "Task %d of stage %d took %s, %s times the median, with %s rows and %s; without it the stage would have been done %s earlier."
        .formatted(
            outlier.task(),
            stage.id(),
            time(outlier.ms() / 1e3),
            times(outlier.times()),
            Amounts.count(outlier.inputRows()),
            Amounts.bytes(outlier.inputBytes()),
            time(lag(stage, outlier)));
  }

  private static String remedy(ExchangePage exchange, boolean isNeeded) {
    if (!isNeeded) {
      return "Nothing needs to be done for the time. If the value is a placeholder, a filter on it"
          + " saves reading and moving its rows.";
    }
    var find =
        exchange.heaviest() == null
            ? "Find the value: SELECT %1$s, count(*) FROM … GROUP BY %1$s ORDER BY 2 DESC LIMIT 5. "
                .formatted(keys(exchange))
            : "";
    return find
        + "If it is a placeholder (NULL, '', 0, 'unknown'), filter it before the join or grouping;"
        + " else group by more columns first.";
  }

  private static Hint straggler(StagePage stage, Outlier outlier) {
    boolean isLarger =
        outlier.inputBytes() > 1.5 * Math.max(1, stage.distributions().inputBytes().median());
    double lag = lag(stage, outlier);
    return new Hint(
        "straggler",
        "One task of stage %d takes %s longer than the others".formatted(stage.id(), time(lag)),
        late(stage, outlier) + " It read " + outlier.share() + ".",
        isLarger
            ? "It has more to read than its siblings: rewrite what it reads in more, equal files or"
                + " row groups."
            : "It has no more to read than its siblings, so it was slow for another reason: a cold"
                + " or throttled function, or a busy machine. If it is always the same task, look"
                + " at what it reads.",
        lag,
        0,
        "stage-" + stage.id());
  }

  private static String keys(ExchangePage exchange) {
    return exchange.keys().isEmpty() ? "the key" : exchange.keys();
  }

  private static String time(double seconds) {
    return Amounts.time(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  static String times(double times) {
    return String.format(Locale.ROOT, times < 10 ? "%.1f" : "%,.0f", times);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }
}
