package dev.stint.coordinator.cli.demo;

import dev.stint.config.job.JobReader;
import dev.stint.config.job.Limits;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.job.ConsoleJob;
import dev.stint.coordinator.cli.option.ResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.trigger.TriggerDisplay;
import dev.stint.coordinator.cli.trigger.TriggerLoop;
import dev.stint.coordinator.demo.DemoJob;
import dev.stint.coordinator.demo.DemoLake;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.watch.LocalTriggers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// `stint demo --trigger`: registers a job, uploads a file to the embedded S3 server, lets the
/// upload start the job, and shows what the job made of it.
final class TriggerDemo {

  private static final String UPLOADS = "s3://" + DemoLake.BUCKET + "/uploads/";

  private final Console console;
  private final SessionOptions options;
  private final ResultOptions result;

  TriggerDemo(Console console, SessionOptions options, ResultOptions result) {
    this.console = console;
    this.options = options;
    this.result = result;
  }

  /// Gives the exit code.
  int run(Session session, long rows) {
    var display = new TriggerDisplay(console, options);
    var file = DemoJob.writeTriggered(SessionOptions.home(console).resolve("demo"));
    var registry = new JobRegistry(session.store(), session.workPath());
    var job = registry.put(file.toString(), JobReader.text(file), Map.of(), Instant.now());
    display.say("Registered %s, which uploads below %s start".formatted(file, UPLOADS));
    session.prepareOutput(UPLOADS);
    var lake = new DemoLake(session.store(), rows, DemoLake.DEFAULT_SEED);
    display.say("Uploaded " + lake.uploadFirstMonth(UPLOADS));
    var settings =
        new LocalTriggers.Settings(EnumSet.of(LocalTriggers.Kind.UPLOADS), Map.of(), Duration.ZERO);
    int code = new TriggerLoop(console, display, TriggerLoop.End.IDLE).run(session, settings);
    if (code != ExitCode.OK || console.cancellation().isRequested()) {
      return code;
    }
    display.say("\nWhat the job made of it:");
    code = show(session);
    display.say(
        """

        Try next:
          %1$s jobs show %2$s
          %1$s watch
        and upload a file while that runs, as it says.\
        """
            .formatted(console.command(), job.name()));
    return code;
  }

  private int show(Session session) {
    console.cancellation().watch(session);
    return new ConsoleJob(session, console, result, options)
        .run(
            JobRequest.ofStatement(
                JobRequest.randomId(),
                ConsoleJob.TRIGGER,
                "SELECT * FROM parquet.`s3://%s/hourly` ORDER BY hour".formatted(DemoLake.BUCKET),
                List.of(),
                null,
                Limits.NONE));
  }
}
