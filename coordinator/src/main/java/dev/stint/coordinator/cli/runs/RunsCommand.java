package dev.stint.coordinator.cli.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.history.RunHistory.Logs;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.history.RunStanding;
import dev.stint.coordinator.history.RunSummary;
import dev.stint.coordinator.report.RunStory;
import dev.stint.coordinator.report.RunsText;
import dev.stint.plan.failure.StintException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `stint runs`.
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the runs that are and were, newest first, or tells the story of one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stint runs --state interrupted",
      "  stint runs 750f01ec",
      "  stint runs 750f01ec --html run.html",
      "  stint runs --limit 0 --format json | jq .dollars"
    })
public final class RunsCommand implements Callable<Integer> {

  /// How runs are listed.
  enum ListFormat {
    TABLE,
    JSON
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "The id of a run or a job, or its beginning: tells all about it.")
  private @Nullable String run;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      converter = LimitConverter.class,
      description = "How many runs to list, by default 20; 0 lists all.")
  private int limit = 20;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "List only runs that are running, interrupted, succeeded, skipped, failed or cancelled.")
  private @Nullable RunStanding state;

  @Option(
      names = "--format",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "How to print the list: table (the default), or json (one object per line).")
  private ListFormat format = ListFormat.TABLE;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write the pages of RUN into one file that any browser shows, to be kept or sent; '-' is"
              + " standard output.")
  private @Nullable String htmlFile;

  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public RunsCommand(Console console) {
    this.console = console;
  }

  static final class LimitConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("\\d{1,9}")) {
        throw new TypeConversionException("'" + text + "' is not a number of runs");
      }
      return Integer.valueOf(text);
    }
  }

  @Override
  public Integer call() {
    try (var target = options.target(console)) {
      var finder = new RunFinder(target);
      var named = run;
      var html = htmlFile;
      if (html != null) {
        return new RunPages(console, options, finder).write(requireRun(named), html);
      }
      var prices = target.prices();
      return named == null
          ? list(finder, target.timeZone(), prices)
          : tell(finder.find(named), finder, prices);
    }
  }

  private static String requireRun(@Nullable String named) {
    if (named == null) {
      throw StintException.user("--html needs the id of a run: stint runs RUN --html FILE");
    }
    return named;
  }

  private int list(RunFinder finder, java.time.ZoneId zone, PriceTable prices) {
    var now = Instant.now();
    var summaries = new ArrayList<RunSummary>();
    int unreadCount = 0;
    for (var folder : finder.folders()) {
      var history = finder.history(folder);
      var startTimes = history.startTimes();
      var read = toRead(startTimes);
      var logs = history.read(read);
      unreadCount += startTimes.size() - read.size();
      sayUnreadable(logs);
      logs.logs().forEach(log -> summaries.add(RunSummary.of(log, prices, now)));
    }
    var wanted =
        summaries.stream()
            .filter(summary -> state == null || summary.standing() == state)
            .sorted(
                Comparator.comparing(RunSummary::startTime)
                    .thenComparing(RunSummary::runId)
                    .reversed())
            .toList();
    var shown = wanted.stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
    switch (format) {
      case JSON -> shown.forEach(summary -> console.out().println(json(summary)));
      case TABLE -> printTable(shown, wanted.size() + unreadCount, now, zone);
    }
    return ExitCode.OK;
  }

  /// As many of the newest as are listed, and those that began when the last of them did. What
  /// state a run is in only its log tells.
  private List<String> toRead(Map<String, Instant> startTimes) {
    if (limit == 0 || state != null || startTimes.size() <= limit) {
      return List.copyOf(startTimes.keySet());
    }
    var oldest =
        startTimes.values().stream().sorted(Comparator.reverseOrder()).toList().get(limit - 1);
    return startTimes.keySet().stream()
        .filter(runId -> !Objects.requireNonNull(startTimes.get(runId)).isBefore(oldest))
        .toList();
  }

  private void printTable(List<RunSummary> shown, int count, Instant now, java.time.ZoneId zone) {
    if (shown.isEmpty()) {
      console
          .err()
          .println(
              state == null ? "no runs yet" : "no run is " + state.name().toLowerCase(Locale.ROOT));
      return;
    }
    console.out().print(RunsText.of(shown, now, zone, console.errWidth()));
    if (shown.size() < count && !options.isQuiet) {
      console.out().flush();
      console.err().println("%d of %d runs (--limit 0 lists all)".formatted(shown.size(), count));
    }
  }

  private void sayUnreadable(Logs logs) {
    logs.unreadable()
        .forEach((id, why) -> console.err().println("warning: run " + id + " is left out: " + why));
  }

  private static String json(RunSummary summary) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("run", summary.runId());
    var origin = summary.origin();
    if (origin != null) {
      node.put("job", origin.job());
      node.put("statement", origin.statement() + 1);
      node.put("statements", origin.statements());
      node.put("trigger", origin.trigger());
    }
    node.put("state", summary.standing().name().toLowerCase(Locale.ROOT));
    node.put("started", summary.startTime().toString());
    node.put("seconds", summary.duration().toMillis() / 1e3);
    node.put("dollars", summary.dollars());
    node.put("rows", summary.rows());
    node.put("readBytes", summary.readBytes());
    node.put("writtenBytes", summary.writtenBytes());
    node.put("retries", summary.retries());
    node.put("lastSign", summary.lastSign().toString());
    return node.toString();
  }

  private int tell(RunFinder.Found found, RunFinder finder, PriceTable prices) {
    var history = finder.history(found.folder());
    var now = Instant.now();
    var logs =
        found.runIds().stream()
            .map(history::read)
            .flatMap(log -> Stream.ofNullable(log.orElse(null)));
    int told = 0;
    for (RunLog log : logs.toList()) {
      if (format == ListFormat.JSON) {
        console.out().println(json(RunSummary.of(log, prices, now)));
      } else {
        console.out().print(told == 0 ? "" : "\n");
        console.out().print(RunStory.of(log, prices, console.errWidth()));
        console.out().print(nextSteps(log, now));
      }
      told++;
    }
    if (told == 0) {
      throw StintException.user(
          "%s has no log: its coordinator died before it began; '%s gc' takes away what it left"
              .formatted(String.join(", ", found.runIds()), console.command()));
    }
    return ExitCode.OK;
  }

  /// What the user may do with the run.
  private String nextSteps(RunLog log, Instant now) {
    var command = console.command();
    var id = log.runId();
    return switch (log.standing(now)) {
      case RUNNING ->
          "It is running: its coordinator was there %s. To end it: %s cancel %s\n"
              .formatted(RunsText.age(log.lastSign(), now), command, id);
      case INTERRUPTED ->
          """
          It was interrupted: its coordinator was last there %s.
            To finish it:  %s resume %s
            To give it up: %s cancel %s
          """
              .formatted(RunsText.age(log.lastSign(), now), command, id, command, id);
      case SUCCEEDED, SKIPPED, FAILED, CANCELLED ->
          log.isSwept()
              ? ""
              : "What it left is not swept yet; '%s resume %s' does it.\n".formatted(command, id);
    };
  }
}
