package dev.stint.coordinator.hint;

import dev.stint.coordinator.page.RunPage;
import dev.stint.coordinator.page.StagePage;
import dev.stint.coordinator.page.StagePage.TablePage;
import dev.stint.coordinator.report.Amounts;
import java.util.ArrayList;
import java.util.List;

/// Files that are too many for what is in them, and what did not fit in files.
final class FileHints {

  private static final int MIN_FILES = 64;
  private static final long SMALL_BYTES = 8_000_000;

  /// What a file should have at least, so that asking for it costs little beside reading it.
  private static final long GOOD_BYTES = 64_000_000;

  private FileHints() {}

  static List<Hint> of(RunPage page) {
    var hints = new ArrayList<Hint>();
    for (var stage : page.stages()) {
      for (var table : stage.tables()) {
        if (table.files() >= MIN_FILES && table.bytes() / table.files() < SMALL_BYTES) {
          hints.add(small(stage, table));
        }
      }
    }
    return hints;
  }

  private static Hint small(StagePage stage, TablePage table) {
    long good = Math.max(1, Math.ceilDiv(table.bytes(), GOOD_BYTES));
    double wasted = 1 - Math.min(1, (double) good / table.files());
    long gets = stage.sums().gets();
    double dollars = stage.sums().requestDollars() * wasted;
    return new Hint(
        "small files",
        "Table %s is in %s of %s on average"
            .formatted(
                table.name(),
                Amounts.count(table.files(), "file"),
                Amounts.bytes(table.bytes() / table.files())),
        "Reading %s took %s, %s for each; %s of about %s would do."
            .formatted(
                Amounts.bytes(table.bytes()),
                Amounts.count(gets, "GET"),
                SkewHint.times((double) gets / table.files()),
                Amounts.count(good, "file"),
                Amounts.bytes(GOOD_BYTES)),
        "Write it anew in larger files: a job that reads it and writes Parquet with targetFileSize:"
            + " 128MB, once a day.",
        0,
        dollars,
        "stage-" + stage.id());
  }
}
