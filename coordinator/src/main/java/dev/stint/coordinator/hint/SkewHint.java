package dev.stint.coordinator.hint;

import dev.stint.coordinator.page.ExchangePage.HotBucket;
import dev.stint.coordinator.page.RunPage;
import dev.stint.coordinator.page.RunPage.Edge;
import dev.stint.coordinator.page.StagePage;
import dev.stint.coordinator.page.StagePage.Outlier;
import dev.stint.coordinator.report.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One task of a stage for which the others wait, and the key that makes it so.
final class SkewHint {

  /// The part of the run's time that a lagging task must take to be worth a word.
  private static final double MIN_TIME_SHARE = 0.1;

  private static final double MIN_TIMES = 2;

  /// What the fullest bucket must have of the mean of all to count as one key's.
  private static final double MIN_BUCKET_TIMES = 8;

  /// The part of all rows that it must have.
  private static final double MIN_ROW_SHARE = 0.1;

  private SkewHint() {}

  static List<Hint> of(RunPage page) {
    var hints = new ArrayList<Hint>();
    for (var stage : page.stages()) {
      var hot = hotExchange(page, stage);
      var outlier = slowest(stage);
      if (outlier != null && isWorthAWord(page, stage, outlier)) {
        hints.add(lagging(page, stage, outlier, hot));
      } else if (hot != null && isReadUnevenly(stage)) {
        hints.add(uneven(page, stage, hot));
      }
    }
    return hints;
  }

  private static @Nullable Outlier slowest(StagePage stage) {
    return stage.outliers().stream()
        .filter(outlier -> outlier.measure().equals("time") && outlier.times() >= MIN_TIMES)
        .findFirst()
        .orElse(null);
  }

  private static double lag(StagePage stage, Outlier outlier) {
    return Math.max(0, outlier.ms() - stage.distributions().ms().p75()) / 1e3;
  }

  private static boolean isWorthAWord(RunPage page, StagePage stage, Outlier outlier) {
    return lag(stage, outlier) > MIN_TIME_SHARE * Hints.seconds(page);
  }

  /// The exchange that a stage reads in which one bucket holds far more than the others.
  static @Nullable StagePage hotExchange(RunPage page, StagePage reader) {
    StagePage hottest = null;
    for (var source : sources(page, reader)) {
      var bucket = hotBucket(source);
      boolean isHot =
          bucket != null
              && bucket.timesMean() >= MIN_BUCKET_TIMES
              && bucket.rows() >= MIN_ROW_SHARE * rows(source);
      if (isHot && (hottest == null || rows(source) > rows(hottest))) {
        hottest = source;
      }
    }
    return hottest;
  }

  private static List<StagePage> sources(RunPage page, StagePage reader) {
    var ids =
        page.edges().stream()
            .filter(edge -> edge.toStage() == reader.id() && edge.table() == null)
            .map(Edge::fromStage)
            .toList();
    return page.stages().stream().filter(stage -> ids.contains(stage.id())).toList();
  }

  private static @Nullable HotBucket hotBucket(StagePage source) {
    var exchange = source.exchange();
    return exchange == null ? null : exchange.hottest();
  }

  private static long rows(StagePage source) {
    var exchange = source.exchange();
    return exchange == null ? 0 : exchange.totalRows();
  }

  private static boolean isReadUnevenly(StagePage stage) {
    var bytes = stage.distributions().inputBytes();
    return bytes.count() > 1 && bytes.max() > 4 * Math.max(1, bytes.median());
  }

  private static Hint lagging(
      RunPage page, StagePage stage, Outlier outlier, @Nullable StagePage hot) {
    double lag = lag(stage, outlier);
    var who =
        "Task %d of stage %d took %s, %s times the median, and read %s rows and %s; the others had waited %s for it."
            .formatted(
                outlier.task(),
                stage.id(),
                time(outlier.ms() / 1e3),
                times(outlier.times()),
                Amounts.count(outlier.inputRows()),
                Amounts.bytes(outlier.inputBytes()),
                time(lag));
    if (hot == null) {
      boolean isLarger =
          outlier.inputBytes() > 1.5 * Math.max(1, stage.distributions().inputBytes().median());
      return new Hint(
          "straggler",
          "One task of stage %d takes %s longer than the others".formatted(stage.id(), time(lag)),
          who + " It read " + outlier.share() + ".",
          isLarger
              ? "Its input is larger than its siblings': split or rewrite the files that it reads, or let more tasks share them."
              : "Its input is like its siblings', so it was slow for another reason: a cold or throttled function, or a busy machine. If it repeats, look at what it reads.",
          lag,
          0,
          "stage-" + stage.id());
    }
    return new Hint(
        "skew",
        title(hot),
        who + " " + bucketText(hot),
        remedy(hot),
        lag,
        0,
        "stage-" + stage.id());
  }

  private static Hint uneven(RunPage page, StagePage stage, StagePage hot) {
    var ms = stage.distributions().ms();
    double lag = Math.max(0, ms.max() - ms.p75()) / 1e3;
    return new Hint(
        "skew",
        title(hot),
        bucketText(hot)
            + " Stage %d waited %s for the task that reads it."
                .formatted(stage.id(), time(Math.min(lag, Hints.seconds(page)))),
        remedy(hot),
        lag,
        0,
        "stage-" + hot.id());
  }

  private static String title(StagePage hot) {
    return "One value of %s holds %s of the rows of stage %d"
        .formatted(keys(hot), percent(share(hot)), hot.id());
  }

  private static double share(StagePage hot) {
    var bucket = hotBucket(hot);
    return bucket == null ? 0 : (double) bucket.rows() / Math.max(1, rows(hot));
  }

  private static String bucketText(StagePage hot) {
    var bucket = hotBucket(hot);
    if (bucket == null) {
      return "";
    }
    return "Bucket %d of the exchange on %s has %s of %s rows, %s times the mean of the buckets that have any; equal keys are in one bucket."
        .formatted(
            bucket.bucket(),
            keys(hot),
            Amounts.count(bucket.rows()),
            Amounts.count(rows(hot)),
            times(bucket.timesMean()));
  }

  private static String remedy(StagePage hot) {
    return "Find the value with: SELECT %1$s, count(*) FROM … GROUP BY ALL ORDER BY count(*) DESC LIMIT 5. If it is a placeholder (NULL, '', 0, 'unknown'), filter it before the join or grouping; else group by more columns first."
        .formatted(keys(hot));
  }

  private static String keys(StagePage stage) {
    var exchange = stage.exchange();
    return exchange == null || exchange.keys().isEmpty() ? "the key" : exchange.keys();
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
