package dev.stint.coordinator.session;

import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.aws.LambdaInvoker.StopFlags;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.estimate.ExecutionSpeed;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The local target: files and an embedded S3 server, functions as threads or processes.
///
/// Runs keep their objects in the bucket `stint-work` of the embedded server, or in the settings'
/// work folder when there is no server: see [WorkFolder].
public final class LocalSession {

  private final SessionSettings settings;
  private final Closer closer = new Closer();

  private final Consumer<S3Settings> served;

  private final PartitionTarget partitions;

  private LocalSession(
      SessionSettings settings, Consumer<S3Settings> served, PartitionTarget partitions) {
    this.settings = settings;
    this.served = served;
    this.partitions = partitions;
  }

  public static Session open(SessionSettings settings, S3Use s3Use) {
    return open(settings, s3Use, _ -> {});
  }

  /// The same, telling `served` how others reach the embedded S3 server, if there is one.
  public static Session open(SessionSettings settings, S3Use s3Use, Consumer<S3Settings> served) {
    return open(settings, s3Use, served, PartitionTarget.DEFAULT);
  }

  /// The same, with tasks of other sizes than a user gets: to try each way to cut work.
  public static Session open(
      SessionSettings settings,
      S3Use s3Use,
      Consumer<S3Settings> served,
      PartitionTarget partitions) {
    var local = new LocalSession(settings, served, partitions);
    try {
      return new TargetSession(local.parts(s3Use));
    } catch (RuntimeException e) {
      local.closer.close();
      throw e;
    }
  }

  private TargetSession.Parts parts(S3Use s3Use) {
    var s3 = s3Use == S3Use.NEEDED ? startS3() : null;
    var s3Settings = s3 == null ? S3Settings.aws(S3Settings.DEFAULT_REGION) : s3.settings();
    var hadoop = HadoopSettings.of(s3Settings);
    closer.add(HadoopSettings::closeFileSystems);
    var store = ObjectStores.open(s3Settings);
    closer.add(store::close);
    var workPath = s3 == null ? WorkFolder.onFiles(settings).path() : workBucket(s3);
    var invoker = openInvoker(s3Settings, store);
    closer.add(invoker::close);
    return new TargetSession.Parts(
        RunEnvironment.local(invoker, store),
        hadoop,
        RunSettings.of(
            workPath,
            settings.parallelism(),
            AttemptPolicy.of(settings.functionMemoryBytes()),
            partitions),
        coldFunctions(),
        ExecutionSpeed.LOCAL,
        ZoneId.of(settings.timeZone()),
        prepareOutput(s3),
        closer);
  }

  private EmbeddedS3 startS3() {
    var server = EmbeddedS3.start(settings.dataFolder());
    closer.add(server::close);
    served.accept(server.settings());
    return server;
  }

  private String workBucket(EmbeddedS3 server) {
    server.createBucket(WorkFolder.BUCKET);
    return WorkFolder.inS3(settings).path();
  }

  private FunctionInvoker openInvoker(S3Settings s3Settings, ObjectStore store) {
    return switch (settings.functions()) {
      case THREADS -> {
        var runner = new TaskRunner(new FunctionEnvironment(store));
        yield new ThreadInvoker(runner::run, runner::forget, settings.parallelism());
      }
      case PROCESSES -> {
        var endpoint =
            FunctionEndpoint.start(
                LocalFunctions.definitions(settings, s3Settings), settings.cacheFolder());
        closer.add(endpoint::close);
        yield new LambdaInvoker(endpoint.settings(), store, StopFlags.NOT_NEEDED);
      }
    };
  }

  /// Threads share the start of this process; processes are started as they are needed.
  private int coldFunctions() {
    return switch (settings.functions()) {
      case THREADS -> 1;
      case PROCESSES -> settings.parallelism();
    };
  }

  /// Makes the bucket of the embedded server unless it is there.
  private static Consumer<String> prepareOutput(@Nullable EmbeddedS3 s3) {
    return path -> {
      if (s3 != null) {
        var place = ObjectPath.parsePrefix(path);
        if (place.scheme() == ObjectPath.Scheme.S3) {
          s3.createBucket(place.bucket());
        }
      }
    };
  }
}
