package dev.stint.coordinator.hint;

import dev.stint.coordinator.page.RunPage;
import dev.stint.coordinator.page.StagePage;
import dev.stint.coordinator.report.Amounts;
import java.util.Comparator;
import java.util.List;

/// Requests that cost more than the functions that made them.
final class RequestHint {

  private static final double MIN_SHARE = 0.4;

  /// Below that nobody minds.
  private static final double MIN_DOLLARS = 0.001;

  private RequestHint() {}

  static List<Hint> of(RunPage page) {
    var cost = page.cost();
    double requests = cost.getDollars() + cost.putDollars() + cost.listDollars();
    if (requests < MIN_SHARE * cost.dollars() || requests < MIN_DOLLARS) {
      return List.of();
    }
    var dearest =
        page.stages().stream()
            .max(Comparator.comparingDouble(stage -> stage.sums().requestDollars()))
            .orElseThrow();
    return List.of(hint(page, requests, dearest));
  }

  private static Hint hint(RunPage page, double requests, StagePage dearest) {
    var totals = page.totals();
    return new Hint(
        "requests",
        "Requests to S3 are %s of the cost"
            .formatted(SkewHint.percent(requests / page.cost().dollars())),
        "%s, %s and %s cost %s; stage %d made the most of them, for %s."
            .formatted(
                Amounts.count(totals.gets(), "GET"),
                Amounts.count(totals.puts(), "PUT"),
                Amounts.count(totals.lists(), "LIST"),
                Amounts.dollars(requests),
                dearest.id(),
                Amounts.dollars(dearest.sums().requestDollars())),
        dearest.tables().isEmpty()
            ? "Each task asks each segment that it reads: fewer, larger tasks (--memory) make fewer"
                + " of both."
            : "Each task asks for footers and columns of its files: larger files, or a filter on a"
                + " partition column, ask for less.",
        0,
        requests,
        "stage-" + dearest.id());
  }
}
