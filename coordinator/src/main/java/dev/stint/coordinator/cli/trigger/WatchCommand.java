package dev.stint.coordinator.cli.trigger;

import dev.stint.config.job.Trigger;
import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.option.LimitOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.targets.Target;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.report.JobsText;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.watch.LocalTriggers;
import dev.stint.plan.failure.StintException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stint watch`.
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves the upload triggers of the registered jobs on this machine until Ctrl-C: of each file"
          + " that comes an execution is made, once.",
      "Files are uploaded to the embedded S3 server, or put into FOLDER, which stands for a bucket."
          + " A file is taken when it has not been written for a while (--settle); whoever writes"
          + " more slowly should write under a name that begins with a dot, and rename the file."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  stint jobs put job.yaml && stint watch", "  stint watch ~/inbox --bucket lake"})
public final class WatchCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      description =
          "A folder that stands for the bucket of the triggers: a file's key is its path"
              + " within.")
  private @Nullable Path folder;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      description = "For which bucket FOLDER stands; by default the only one of all triggers.")
  private @Nullable String bucket;

  @Option(names = "--schedules", description = "Serve the schedules of the jobs as well.")
  private boolean isWithSchedules;

  @Option(
      names = "--once",
      description = "Take what is there, and end when it is done instead of waiting for more.")
  private boolean isOnce;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = SettleConverter.class,
      description =
          "For how long a file must not have been written to be taken; by default 2s. 0s where"
              + " files come whole.")
  private Duration settleTime = Duration.ofSeconds(2);

  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;
  private @Nullable S3Settings server;

  public WatchCommand(Console console) {
    this.console = console;
  }

  /// A duration that may be none.
  static final class SettleConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return text.equals("0s") ? Duration.ZERO : new LimitOptions.DurationConverter().convert(text);
    }
  }

  static void requireLocal(SessionOptions options, String instead) {
    if (options.target != Target.LOCAL) {
      throw StintException.user(
          "--target %s needs no such command: %s, once 'stint jobs put' has registered the job"
              .formatted(options.targetName(), instead));
    }
  }

  @Override
  public Integer call() {
    requireLocal(options, "S3 and EventBridge send uploads to the coordinator function there");
    if (folder == null && bucket != null) {
      throw StintException.user("--bucket says for which bucket FOLDER stands; name a folder too");
    }
    var display = new TriggerDisplay(console, options);
    try (var session =
        LocalSession.open(options.settings(console), S3Use.NEEDED, each -> server = each)) {
      var jobs = new JobRegistry(session.store(), session.workPath()).all().jobs();
      var folders = folders(jobs);
      try (var _ = introduce(display, jobs)) {
        return new TriggerLoop(
                console, display, isOnce ? TriggerLoop.End.IDLE : TriggerLoop.End.NEVER)
            .run(session, new LocalTriggers.Settings(kinds(), folders, settleTime));
      }
    }
  }

  private EnumSet<LocalTriggers.Kind> kinds() {
    return isWithSchedules
        ? EnumSet.allOf(LocalTriggers.Kind.class)
        : EnumSet.of(LocalTriggers.Kind.UPLOADS);
  }

  private Map<String, String> folders(List<RegisteredJob> jobs) {
    if (folder == null) {
      return Map.of();
    }
    var path = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw StintException.user("there is no folder " + folder);
    }
    var name = bucket == null ? onlyBucket(jobs) : bucket;
    return Map.of(name, "file://" + path + "/");
  }

  private static String onlyBucket(List<RegisteredJob> jobs) {
    var buckets = new TreeSet<String>();
    jobs.forEach(job -> uploads(job).forEach(upload -> buckets.add(upload.bucket())));
    if (buckets.size() != 1) {
      throw StintException.user(
          buckets.isEmpty()
              ? "no registered job has an upload trigger; 'stint jobs put FILE' registers one"
              : "the triggers have several buckets; say with --bucket for which one the folder"
                  + " stands: "
                  + String.join(", ", buckets));
    }
    return buckets.first();
  }

  private static List<Trigger.S3Upload> uploads(RegisteredJob job) {
    return job.triggers().stream()
        .filter(Trigger.S3Upload.class::isInstance)
        .map(Trigger.S3Upload.class::cast)
        .toList();
  }

  /// Says what is watched and how to upload to it.
  private UploadHelp introduce(TriggerDisplay display, List<RegisteredJob> jobs) {
    for (var job : jobs) {
      for (var upload : uploads(job)) {
        display.say("job %s takes %s".formatted(job.name(), JobsText.trigger(upload)));
      }
    }
    if (jobs.stream().allMatch(job -> uploads(job).isEmpty())) {
      display.say(
          "no registered job has an upload trigger; 'stint jobs put FILE' registers one, also while"
              + " this runs");
    }
    var settings = server;
    if (settings == null) {
      throw new IllegalStateException("there is no S3 server");
    }
    var help = UploadHelp.write(SessionOptions.home(console), settings);
    if (folder != null) {
      display.say("Put files into " + folder + ". Ctrl-C ends.");
    } else {
      display.say(help.text(options.dataFolder(console)));
    }
    return help;
  }
}
