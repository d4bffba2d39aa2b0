package dev.stint.config.job;

import dev.stint.config.schedule.ScheduleExpression;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads the triggers of a job file. What starts a job must be the same for all its executions, so
/// nothing here may depend on an execution's times.
final class TriggerReader {

  private static final Pattern TIMES = Pattern.compile("(?<!\\$)\\$\\{(\\w*run_(?:date|time))\\}");

  private final Fields root;
  private final Collection<String> inputs;

  TriggerReader(Fields root, Collection<String> inputs) {
    this.root = root;
    this.inputs = inputs;
  }

  List<Trigger> triggers() {
    var items = root.items("triggers");
    items.forEach(TriggerReader::refuseTimes);
    return items.stream().map(this::trigger).toList();
  }

  private static void refuseTimes(YamlNode node) {
    switch (node) {
      case YamlNode.Mapping mapping ->
          mapping.entries().forEach(entry -> refuseTimes(entry.value()));
      case YamlNode.Sequence sequence -> sequence.items().forEach(TriggerReader::refuseTimes);
      case YamlNode.Scalar scalar -> {
        var matcher = TIMES.matcher(scalar.text() == null ? "" : scalar.text());
        if (matcher.find() && RunTimes.NAMES.contains(matcher.group(1))) {
          throw scalar
              .place()
              .refuse(
                  "%s depends on %s, which is known only when the job has been started; a trigger cannot"
                      .formatted(scalar.path(), matcher.group(1)));
        }
      }
    }
  }

  private Trigger trigger(YamlNode node) {
    var fields = root.fields(node);
    var upload = fields.find("s3Upload");
    var schedule = fields.find("schedule");
    fields.refuseUnknown();
    if (upload != null && schedule == null) {
      return upload(root.fields(upload.value()));
    }
    if (schedule != null && upload == null) {
      return schedule(root.fields(schedule.value()));
    }
    throw node.place().refuse(node.path() + " should be either s3Upload or schedule");
  }

  private Trigger upload(Fields fields) {
    var bucket = fields.parsed("bucket", TriggerReader::bucket);
    var glob = fields.parsed("glob", KeyGlob::new);
    var window = fields.parsed("window", TriggerReader::window);
    if (bucket == null) {
      throw fields.missing("bucket");
    }
    var trigger =
        new Trigger.S3Upload(
            bucket,
            fields.text("prefix", ""),
            fields.text("suffix", ""),
            glob,
            window == null ? Duration.ZERO : window,
            input(fields));
    fields.refuseUnknown();
    return trigger;
  }

  /// Which input the objects are: the only one, or the one that is named.
  private String input(Fields fields) {
    var entry = fields.find("input");
    if (entry == null) {
      if (inputs.size() == 1) {
        return inputs.iterator().next();
      }
      throw fields
          .place()
          .refuse(
              inputs.isEmpty()
                  ? "the job has no inputs, so an upload would start it and not be read; declare"
                      + " one under inputs"
                  : "input is missing; say which of the job's inputs the uploaded files are: "
                      + String.join(", ", inputs));
    }
    var name = fields.text("input", "");
    if (!inputs.contains(name)) {
      throw entry
          .value()
          .place()
          .refuse(entry.value().path() + ": " + Names.unknown("input", name, inputs, "declares"));
    }
    return name;
  }

  private static String bucket(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not the name of a bucket; write it without s3:// and without a path");
    }
    return text;
  }

  private static Duration window(String text) {
    var window = Limits.parseDuration(text);
    if (window.compareTo(Trigger.S3Upload.MAX_WINDOW) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than a day, the longest window");
    }
    return window;
  }

  private static Trigger schedule(Fields fields) {
    var expression = fields.parsed("expression", ScheduleExpression::parse);
    var timeZone = fields.parsed("timeZone", TriggerReader::zone);
    var catchUp = fields.parsed("catchUp", TriggerReader::catchUp);
    var overlap = fields.choice("overlap", "skip", List.of("skip", "allow"));
    fields.refuseUnknown();
    if (expression == null) {
      throw fields.missing("expression");
    }
    return new Trigger.Schedule(
        expression,
        timeZone == null ? ZoneId.of("UTC") : timeZone,
        catchUp == null ? Trigger.Schedule.DEFAULT_CATCH_UP : catchUp,
        Trigger.Overlap.valueOf(overlap.toUpperCase(Locale.ROOT)));
  }

  private static Integer catchUp(String text) {
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > Trigger.Schedule.MAX_CATCH_UP) {
      throw new IllegalArgumentException(
          "'%s' is not a number of times from 0 to %d"
              .formatted(text, Trigger.Schedule.MAX_CATCH_UP));
    }
    return Integer.valueOf(text);
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time zone; write one like Europe/Berlin", e);
    }
  }
}
