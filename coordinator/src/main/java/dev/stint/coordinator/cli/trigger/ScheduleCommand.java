package dev.stint.coordinator.cli.trigger;

import dev.stint.config.job.Trigger;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.watch.LocalTriggers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `stint schedule`.
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves the schedules of the registered jobs on this machine until Ctrl-C.",
      "What was missed before is made up for as far as each schedule's catchUp says."
    },
    footerHeading = "%nExample:%n",
    footer = "  stint jobs put job.yaml && stint schedule")
public final class ScheduleCommand implements Callable<Integer> {

  @Option(
      names = "--once",
      description = "Make up for what was missed, and end instead of waiting for what comes.")
  private boolean isOnce;

  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public ScheduleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    WatchCommand.requireLocal(options, "EventBridge Scheduler serves schedules there");
    var display = new TriggerDisplay(console, options);
    try (var session = LocalSession.open(options.settings(console), S3Use.NEEDED)) {
      var jobs = new JobRegistry(session.store(), session.workPath()).all().jobs();
      long schedules =
          jobs.stream()
              .flatMap(job -> job.triggers().stream())
              .filter(Trigger.Schedule.class::isInstance)
              .count();
      display.say(
          schedules == 0
              ? "no registered job has a schedule; 'stint jobs put FILE' registers one, also while"
                  + " this runs"
              : "serving schedules: '%s jobs list' says when they are due; Ctrl-C ends"
                  .formatted(console.command()));
      return new TriggerLoop(
              console, display, isOnce ? TriggerLoop.End.IDLE : TriggerLoop.End.NEVER)
          .run(
              session,
              new LocalTriggers.Settings(
                  EnumSet.of(LocalTriggers.Kind.SCHEDULES), Map.of(), Duration.ZERO));
    }
  }
}
