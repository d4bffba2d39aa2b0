package dev.stint.coordinator.cli.trigger;

import dev.stint.config.job.Trigger;
import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.trigger.Decision;
import dev.stint.coordinator.trigger.ExecutionEnds;
import dev.stint.coordinator.trigger.ExecutionLog;
import dev.stint.coordinator.trigger.JobTarget;
import dev.stint.coordinator.trigger.TriggerService;
import dev.stint.plan.failure.StintException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stint backfill`.
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Executes a registered job for the scheduled times of a range, the oldest first, one after"
          + " the other.",
      "Times that have been executed already are left alone."
    },
    footerHeading = "%nExample:%n",
    footer = "  stint backfill revenue --from 2026-01-01 --to 2026-02-01 --dry-run")
public final class BackfillCommand extends JobsCommand.OnJob {

  private static final int MAX_TIMES = 1000;
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description =
          "The first time of the range: 2026-01-31, 2026-01-31T03:00:00 (both in the schedule's"
              + " time zone) or 2026-01-31T03:00:00Z.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "The end of the range, not a part of it.")
  private String to = "";

  @Option(names = "--dry-run", description = "Only say which times would be executed.")
  private boolean isDryRun;

  public BackfillCommand(Console console) {
    super(console);
  }

  @Override
  int call(JobTarget target, RegisteredJob job) {
    var times = times(job);
    var log = new ExecutionLog(target.store(), target.workPath());
    if (times.isEmpty()) {
      say("no scheduled time of job %s is in the range".formatted(job.name()));
      return ExitCode.OK;
    }
    if (isDryRun) {
      times.forEach((time, schedule) -> console.out().println(text(log, job, time, schedule)));
      return ExitCode.OK;
    }
    return execute(target, job, times);
  }

  private Map<Instant, Trigger.Schedule> times(RegisteredJob job) {
    var times = new TreeMap<Instant, Trigger.Schedule>();
    for (var trigger : job.triggers()) {
      if (trigger instanceof Trigger.Schedule schedule) {
        for (var time : range(job, schedule)) {
          times.putIfAbsent(time, schedule);
        }
      }
    }
    if (job.triggers().stream().noneMatch(Trigger.Schedule.class::isInstance)) {
      throw StintException.user(
          "job %s has no schedule; 'stint run' executes it by hand".formatted(job.name()));
    }
    if (times.size() > MAX_TIMES) {
      throw StintException.user(
          "there are more than %d scheduled times from %s to %s; backfill a shorter range"
              .formatted(MAX_TIMES, from, to));
    }
    return times;
  }

  private List<Instant> range(RegisteredJob job, Trigger.Schedule schedule) {
    var zone = schedule.timeZone();
    var start = time("--from", from, zone);
    var end = time("--to", to, zone);
    if (!start.isBefore(end)) {
      throw StintException.user("--from %s is not before --to %s".formatted(from, to));
    }
    if (end.isAfter(Instant.now())) {
      throw StintException.user(
          "--to %s has not come yet; what will come is the schedule's".formatted(to));
    }
    return schedule.expression().between(start, end, zone, job.registered(), MAX_TIMES + 1);
  }

  private static Instant time(String option, String text, ZoneId zone) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw StintException.user(
          "%s is '%s'; write 2026-01-31, 2026-01-31T03:00:00 or 2026-01-31T03:00:00Z"
              .formatted(option, text),
          e);
    }
  }

  private static String text(
      ExecutionLog log, RegisteredJob job, Instant time, Trigger.Schedule schedule) {
    var known = log.scheduled(job.name(), time);
    var state =
        known
            .map(
                entry ->
                    entry.skipped() == null
                        ? "done by execution " + entry.execution()
                        : "to be executed; it was passed over")
            .orElse("to be executed");
    return time.atZone(schedule.timeZone()).toOffsetDateTime() + "  " + state;
  }

  private int execute(JobTarget target, RegisteredJob job, Map<Instant, Trigger.Schedule> times) {
    var starter = target.starter();
    var service =
        new TriggerService(
            target.store(),
            new TriggerService.Settings(target.workPath(), zone(), Map.of()),
            new TriggerService.Ports(
                starter, (_, _) -> {}, letter -> CommandErrors.error(console, letter.reason())),
            InstantSource.system());
    var ends = new ExecutionEnds(target.store(), target.workPath());
    var failed = new ArrayList<String>();
    for (var each : times.entrySet()) {
      if (console.cancellation().isRequested()) {
        return ExitCode.INTERRUPTED;
      }
      var decision = start(service, job, each.getValue(), each.getKey());
      var id = decision.execution();
      if (id == null) {
        return ExitCode.INTERRUPTED;
      }
      say("%s: %s %s".formatted(job.name(), each.getKey(), word(decision)));
      if (!hasSucceeded(ends, job.name(), id)) {
        failed.add(each.getKey().toString());
      }
    }
    if (!failed.isEmpty() && !console.cancellation().isRequested()) {
      CommandErrors.error(console, "not succeeded: " + String.join(", ", failed));
    }
    return failed.isEmpty() ? ExitCode.OK : ExitCode.FAILED_RUN;
  }

  private static String word(Decision decision) {
    return switch (decision.kind()) {
      case KNOWN -> "was executed before, by " + decision.execution();
      case STARTED, FAILED, WAITING, IGNORED -> "starts execution " + decision.execution();
    };
  }

  /// Waits where executions of the job must not overlap and one runs.
  private Decision start(
      TriggerService service, RegisteredJob job, Trigger.Schedule schedule, Instant time) {
    boolean isTold = false;
    while (true) {
      var decision = service.backfill(job, schedule, time);
      if (decision.kind() != Decision.Kind.WAITING || console.cancellation().isRequested()) {
        return decision;
      }
      if (!isTold) {
        say(job.name() + ": " + decision.text());
        isTold = true;
      }
      pause();
    }
  }

  private boolean hasSucceeded(ExecutionEnds ends, String job, String id) {
    while (!console.cancellation().isRequested()) {
      var end = ends.find(job, id);
      if (end.isPresent()) {
        return end.get().outcome() == ExecutionLog.Outcome.SUCCEEDED;
      }
      pause();
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted", e);
    }
  }
}
