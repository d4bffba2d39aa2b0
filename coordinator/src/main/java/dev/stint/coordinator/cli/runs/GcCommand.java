package dev.stint.coordinator.cli.runs;

import dev.stint.config.job.Limits;
import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.targets.CommandTarget;
import dev.stint.coordinator.gc.Freed;
import dev.stint.coordinator.gc.Gc;
import dev.stint.coordinator.gc.GcPlan;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.report.RunsText;
import dev.stint.coordinator.session.WorkFolder;
import dev.stint.plan.failure.StintException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `stint gc`.
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Clears away what dead runs left, and old logs.",
      "A run that has not ended is dead when its coordinator gave no sign of life for an hour. It"
          + " is cancelled, or finished if its files were becoming visible, and its temporary"
          + " objects and open uploads are deleted. No run that may be alive is touched."
    },
    footerHeading = "%nExample:%n",
    footer = "  stint gc --older-than 7d --dry-run")
public final class GcCommand implements Callable<Integer> {

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      defaultValue = "30d",
      converter = AgeConverter.class,
      description = "Forget runs that ended so long ago, by default 30d; also 12h or 1d12h.")
  private Duration logAge = Duration.ofDays(30);

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean isDryRun;

  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public GcCommand(Console console) {
    this.console = console;
  }

  static final class AgeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Limits.parseDuration(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public Integer call() {
    try (var target = options.target(console)) {
      return clear(target);
    }
  }

  private int clear(CommandTarget target) {
    var finder = new RunFinder(target);
    var freed = Freed.NOTHING;
    var failures = new ArrayList<StintException>();
    for (var folder : finder.folders()) {
      var plan = GcPlan.of(finder.history(folder), logAge, Instant.now());
      sayLeftAlone(plan);
      try {
        freed = freed.plus(clear(plan, folder, target));
      } catch (StintException e) {
        // The other folder is cleared all the same.
        failures.add(e);
      }
    }
    console.out().println(text(freed));
    console.out().flush();
    failures.forEach(failure -> CommandErrors.error(console, failure.getMessage()));
    return failures.isEmpty() ? ExitCode.OK : ExitCode.of(failures.getFirst().kind());
  }

  private Freed clear(GcPlan plan, WorkFolder folder, CommandTarget target) {
    if (plan.isEmpty()) {
      return Freed.NOTHING;
    }
    if (isDryRun) {
      return Gc.preview(plan);
    }
    try (var session = target.open(folder)) {
      console.cancellation().watch(session);
      // Again, by the paths that the session's store knows.
      var history = new RunHistory(session.store(), session.workPath());
      var gc = new Gc(session);
      var freed = gc.carryOut(GcPlan.of(history, logAge, Instant.now()));
      sayUntidied(gc.leftAlone());
      return freed;
    }
  }

  private void sayLeftAlone(GcPlan plan) {
    plan.unreadable()
        .forEach(
            (id, why) -> console.err().println("warning: run " + id + " is left alone: " + why));
    if (options.isQuiet) {
      return;
    }
    for (var log : plan.silent()) {
      console
          .err()
          .println(
              "run %s is left alone: its coordinator was there %s; %s cancel %s ends it"
                  .formatted(
                      log.runId(),
                      RunsText.age(log.lastSign(), Instant.now()),
                      console.command(),
                      log.runId()));
    }
  }

  private void sayUntidied(Map<String, String> outputs) {
    outputs.forEach(
        (path, why) -> console.err().println("warning: " + path + " is left as it is: " + why));
  }

  private String text(Freed freed) {
    if (freed.equals(Freed.NOTHING)) {
      return "nothing to clear away";
    }
    var parts = new ArrayList<String>();
    add(parts, freed.cancelledRuns(), "dead run", " cancelled");
    add(parts, freed.finishedRuns(), "dead run", " finished");
    add(parts, freed.logs(), "log", " forgotten");
    add(parts, freed.uploads(), "open upload", " dropped");
    parts.add(
        "%s deleted, %s"
            .formatted(Amounts.count(freed.objects(), "object"), Amounts.bytes(freed.bytes())));
    return (isDryRun ? "would be done: " : "") + String.join(" · ", parts);
  }

  private static void add(List<String> parts, long count, String noun, String verb) {
    if (count > 0) {
      parts.add(Amounts.count(count, noun) + verb);
    }
  }
}
