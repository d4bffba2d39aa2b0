package dev.stint.coordinator.report;

import dev.stint.config.job.Trigger;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.trigger.ExecutionLog;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Registered jobs as `stint jobs` shows them.
public final class JobsText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz", Locale.ROOT);

  private static final int NEXT_TIMES = 3;

  private JobsText() {}

  /// An execution, and how it ended, `null` while it has not.
  public record Execution(ExecutionLog.Entry entry, ExecutionLog.@Nullable End end) {

    String outcome() {
      if (entry.skipped() != null) {
        return "passed over";
      }
      return end == null ? "not ended" : end.outcome().name().toLowerCase(Locale.ROOT);
    }

    String reason() {
      var skipped = entry.skipped();
      return skipped != null ? skipped : end == null ? "" : Objects.toString(end.reason(), "");
    }
  }

  /// A job, and its newest execution, if there is one.
  public record Line(RegisteredJob job, Optional<Execution> last) {}

  /// A line for each job below a headline, with times in `zone`.
  public static String list(List<Line> lines, Instant now, ZoneId zone, int width) {
    var grid = new Grid(List.of(Set.of(2)), Set.of(1, 2, 3, 4, 5), width);
    grid.add("job", "state", "triggers", "ran for", "outcome", "runs next");
    for (var line : lines) {
      grid.add(
          line.job().name(),
          state(line.job()),
          line.job().triggers().stream().map(JobsText::trigger).collect(Collectors.joining(", ")),
          line.last().map(each -> TIME.format(each.entry().time().atZone(zone))).orElse("-"),
          line.last().map(Execution::outcome).orElse("-"),
          next(line.job(), now));
    }
    return grid.text();
  }

  private static String state(RegisteredJob job) {
    return job.activity().name().toLowerCase(Locale.ROOT);
  }

  /// When and how an execution ended, such as `succeeded, for 2026-01-31 04:00:00 UTC`.
  public static String last(Execution execution, ZoneId zone) {
    return execution.outcome() + ", for " + TIME.format(execution.entry().time().atZone(zone));
  }

  /// When a job runs next, in a word or two.
  public static String next(RegisteredJob job, Instant now) {
    if (job.isPaused()) {
      return "paused";
    }
    var uploads =
        job.triggers().stream().anyMatch(Trigger.S3Upload.class::isInstance)
            ? Stream.of("on upload")
            : Stream.<String>empty();
    var times =
        job.triggers().stream()
            .flatMap(trigger -> times(job, trigger, now, 1).stream())
            .sorted()
            .limit(1);
    var text = Stream.concat(times, uploads).collect(Collectors.joining(", "));
    return text.isEmpty() ? "never" : text;
  }

  private static List<String> times(RegisteredJob job, Trigger trigger, Instant now, int max) {
    var times = new ArrayList<String>();
    if (trigger instanceof Trigger.Schedule schedule) {
      var zone = schedule.timeZone();
      var next = schedule.expression().next(now, zone, job.registered());
      while (next.isPresent() && times.size() < max) {
        times.add(TIME.format(next.get().atZone(zone)));
        next = schedule.expression().next(next.get(), zone, job.registered());
      }
    }
    return times;
  }

  /// What a trigger is, in a line.
  public static String trigger(Trigger trigger) {
    return switch (trigger) {
      case Trigger.S3Upload upload -> {
        var glob = upload.glob();
        var key = glob == null ? upload.prefix() + "*" + upload.suffix() : glob.text();
        yield "uploads to s3://%s/%s%s"
            .formatted(
                upload.bucket(),
                key,
                upload.window().isZero() ? "" : " in windows of " + Amounts.time(upload.window()));
      }
      case Trigger.Schedule schedule ->
          schedule.expression().text() + " in " + schedule.timeZone().getId();
    };
  }

  /// Which command serves a trigger on a laptop.
  public static String servedBy(Trigger trigger) {
    return switch (trigger) {
      case Trigger.S3Upload _ -> "watch";
      case Trigger.Schedule _ -> "schedule";
    };
  }

  /// All about a job: `wiring` is what makes each of its triggers work.
  public static String story(
      RegisteredJob job,
      List<String> wiring,
      List<Execution> executions,
      Instant now,
      ZoneId zone) {
    var text = new StringBuilder();
    text.append("job %s is %s\n".formatted(job.name(), state(job)));
    text.append("put first at %s\n".formatted(TIME.format(job.registered().atZone(zone))));
    job.parameters().forEach((name, value) -> text.append("%s = %s\n".formatted(name, value)));
    text.append("\ntriggers\n");
    for (int i = 0; i < job.triggers().size(); i++) {
      var trigger = job.triggers().get(i);
      text.append("  %d  %s: %s\n".formatted(i, trigger(trigger), wiring.get(i)));
      for (var time : job.isPaused() ? List.<String>of() : times(job, trigger, now, NEXT_TIMES)) {
        text.append("     next %s\n".formatted(time));
      }
    }
    text.append("\nexecutions, the newest first\n");
    if (executions.isEmpty()) {
      text.append("  none yet\n");
    }
    for (var execution : executions) {
      var entry = execution.entry();
      text.append(
          "  %s  %s  for %s, by %s%s%s\n"
              .formatted(
                  entry.execution(),
                  execution.outcome(),
                  TIME.format(entry.time().atZone(zone)),
                  entry.trigger(),
                  entry.files() == 0 ? "" : " of " + Amounts.count(entry.files(), "file"),
                  execution.reason().isEmpty() ? "" : ": " + execution.reason()));
    }
    return text.toString();
  }
}
