package dev.stint.coordinator.cli.trigger;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.JobDisplay;
import dev.stint.coordinator.cli.console.ProgressLine;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.trigger.DeadLetter;
import dev.stint.coordinator.trigger.Decision;
import dev.stint.coordinator.trigger.ExecutionLog;
import dev.stint.coordinator.watch.WatchListener;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Shows what triggers do and what they started. Many threads may use it.
public final class TriggerDisplay implements WatchListener {

  private final Console console;
  private final SessionOptions options;
  private final PriceTable prices;
  private final AtomicInteger failures = new AtomicInteger();
  private @Nullable String delay;

  public TriggerDisplay(Console console, SessionOptions options) {
    this.console = console;
    this.options = options;
    this.prices = PriceTable.US_EAST_1_ARM;
  }

  /// How many dead letters there were.
  int failures() {
    return failures.get();
  }

  @Override
  public synchronized void decided(Decision decision) {
    delay = null;
    var job = decision.job() == null ? "" : decision.job() + ": ";
    switch (decision.kind()) {
      case STARTED ->
          say("%s%s starts execution %s".formatted(job, decision.text(), decision.execution()));
      case WAITING, IGNORED -> say(job + decision.text());
      case KNOWN -> {}
      // Its dead letter was told of.
      case FAILED -> {}
    }
  }

  @Override
  public synchronized void delayed(String text) {
    if (!text.equals(delay)) {
      delay = text;
      console.err().println("warning: " + text + "; trying again");
    }
  }

  @Override
  public synchronized void failed(DeadLetter letter, String path) {
    failures.incrementAndGet();
    CommandErrors.error(console, letter.reason());
    console.err().println("  To do: " + letter.remedy());
    console.err().println("  Kept in " + path);
  }

  @Override
  public JobListener started(JobRequest request) {
    return options.isQuiet
        ? JobListener.NONE
        : new JobDisplay(console, new ProgressLine(console), prices);
  }

  @Override
  public synchronized void ended(JobRequest request, ExecutionLog.End end) {
    var outcome =
        switch (end.outcome()) {
          case SUCCEEDED -> "succeeded";
          case FAILED -> "failed";
          case CANCELLED -> "was cancelled";
        };
    say(
        "%s: execution %s %s"
            .formatted(Objects.requireNonNullElse(request.name(), "-"), request.id(), outcome));
  }

  public void say(String text) {
    if (!options.isQuiet) {
      console.err().println(text);
      console.err().flush();
    }
  }
}
