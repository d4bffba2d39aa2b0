package dev.stint.coordinator.cli.demo;

import dev.stint.config.job.Job;
import dev.stint.config.job.JobReader;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.console.ProgressLine;
import dev.stint.coordinator.cli.job.ConsoleJob;
import dev.stint.coordinator.cli.option.DemoResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.demo.DemoJob;
import dev.stint.coordinator.demo.DemoLake;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `stint demo`.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Generates taxi trips, uploads them to the embedded S3 server, and runs a job over them:"
            + " CSV to Parquet, then revenue by borough and hour.")
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many trips to generate; by default a million.")
  private long rows = DemoLake.DEFAULT_ROWS;

  @Option(
      names = "--trigger",
      description =
          "Upload one file instead, and let the upload start a registered job, as on AWS it would.")
  private boolean isTriggered;

  @Mixin private DemoResultOptions result = new DemoResultOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var settings = options.settings(console);
    if (rows < 1 || rows > 1_000_000_000) {
      throw dev.stint.plan.failure.StintException.user(
          "--rows is " + rows + "; generate 1 to 1,000,000,000 trips");
    }
    var file = DemoJob.write(SessionOptions.home(console).resolve("demo"));
    var job = JobReader.read(file, Map.of());
    try (var session = LocalSession.open(settings, S3Use.NEEDED)) {
      console.cancellation().watch(session);
      if (isTriggered) {
        return new TriggerDemo(console, options, result.options()).run(session, rows);
      }
      fill(session);
      return run(session, job, file);
    }
  }

  private void fill(Session session) {
    session.prepareOutput("s3://" + DemoLake.BUCKET + "/");
    var lake = new DemoLake(session.store(), rows, DemoLake.DEFAULT_SEED);
    var data =
        "%s in s3://%s, kept in %s"
            .formatted(
                Amounts.count(rows, "taxi trip"), DemoLake.BUCKET, options.dataFolder(console));
    if (lake.isFilled()) {
      say("Using " + data);
      return;
    }
    long start = System.nanoTime();
    long bytes = fill(lake);
    say(
        "Generated and uploaded %s: %s in %s"
            .formatted(
                data,
                Amounts.bytes(bytes),
                Amounts.time(Duration.ofNanos(System.nanoTime() - start))));
  }

  private long fill(DemoLake lake) {
    try (var line = new ProgressLine(console)) {
      if (!options.isQuiet) {
        line.show("generating and uploading taxi trips …");
      }
      return lake.fill(_ -> {});
    }
  }

  private int run(Session session, Job job, Path file) {
    say("Running " + file);
    var id = JobRequest.randomId();
    int code =
        new ConsoleJob(session, console, result.options(), options)
            .run(JobRequest.of(id, ConsoleJob.TRIGGER, job, job.limits()));
    if (code == ExitCode.OK) {
      sayWhatNext(file, id);
    }
    return code;
  }

  private void sayWhatNext(Path file, String id) {
    say(
        """

        Try next:
          %1$s run %2$s%3$s
          %1$s sql%3$s 'SELECT month, count(*) FROM parquet.`s3://%4$s/trips` GROUP BY month ORDER BY month'

        See what it did, in a browser:
          %1$s ui%3$s --open %5$s-1\
        """
            .formatted(console.command(), file, dataFolderOption(), DemoLake.BUCKET, id));
  }

  private String dataFolderOption() {
    return options.dataFolder == null ? "" : " --data-dir " + options.dataFolder;
  }

  private void say(String text) {
    if (!options.isQuiet) {
      console.err().println(text);
      console.err().flush();
    }
  }
}
