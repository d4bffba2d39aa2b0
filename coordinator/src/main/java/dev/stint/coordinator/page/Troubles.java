package dev.stint.coordinator.page;

import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.page.RunPage.Trouble;
import dev.stint.coordinator.report.Amounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The failures of a run's attempts, those together that say the same but for numbers.
final class Troubles {

  private static final int MAX_TROUBLES = 50;
  private static final int MAX_NAMED = 8;
  private static final String OTHERS = "other failures";

  private record Key(String kind, String pattern) {}

  private static final class Sum {
    private final String message;
    private final String reaction;
    private final List<String> attempts = new ArrayList<>();
    private int count;
    private final long firstMs;

    Sum(String message, String reaction, long firstMs) {
      this.message = message;
      this.reaction = reaction;
      this.firstMs = firstMs;
    }
  }

  private final Map<Key, Sum> sums = new LinkedHashMap<>();

  void add(RunEvent.AttemptFailed failed, long ms) {
    var kind = failed.failure().kind().name().toLowerCase(Locale.ROOT);
    var message = failed.failure().message();
    var key = new Key(kind, message.replaceAll("[0-9]+", "#"));
    boolean isNew = !sums.containsKey(key) && sums.size() >= MAX_TROUBLES;
    var sum =
        sums.computeIfAbsent(
            isNew ? new Key(kind, OTHERS) : key,
            _ -> new Sum(isNew ? OTHERS : message, reaction(failed.reaction()), ms));
    sum.count++;
    if (sum.attempts.size() < MAX_NAMED) {
      sum.attempts.add(failed.attempt().toString());
    }
  }

  private static String reaction(Reaction reaction) {
    return switch (reaction) {
      case Reaction.Retry(var pause) -> "tried again after " + Amounts.time(pause);
      case Reaction.Enlarge(long bytes) ->
          "tried again with " + Amounts.count(bytes >> 20) + " MiB of memory";
      case Reaction.Redo _ -> "done again";
      case Reaction.Ignore _ -> "nothing: nobody waited for it";
      case Reaction.EndRun _ -> "the run ended";
    };
  }

  List<Trouble> troubles() {
    var troubles = new ArrayList<Trouble>();
    sums.forEach(
        (key, sum) ->
            troubles.add(
                new Trouble(
                    key.kind(), sum.message, sum.reaction, sum.count, sum.attempts, sum.firstMs)));
    return troubles;
  }
}
