package dev.stint.coordinator.cli.trigger;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.report.JobsText;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.coordinator.session.WorkFolder;
import dev.stint.coordinator.trigger.JobStarter;
import dev.stint.coordinator.trigger.JobTarget;
import dev.stint.coordinator.trigger.TriggerWiring;
import dev.stint.coordinator.watch.SessionStarter;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Registered jobs of this machine. They are in the work folder of sessions with an S3 server, and
/// are read and written as files, also while another command serves that; only what starts
/// executions needs the server for itself.
final class LocalJobTarget implements JobTarget {

  private final SessionSettings settings;
  private final Supplier<TriggerDisplay> display;
  private final Console console;
  private final ObjectStore store = new FileObjectStore();
  private Runnable closing = () -> {};

  LocalJobTarget(SessionSettings settings, Console console, Supplier<TriggerDisplay> display) {
    this.settings = settings;
    this.console = console;
    this.display = display;
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public String workPath() {
    return WorkFolder.inS3(settings).filePath();
  }

  @Override
  public TriggerWiring wiring() {
    return new LocalWiring(console.command());
  }

  /// Opens a session, in which executions run one after the other. Called once.
  @Override
  public JobStarter starter() {
    var session = LocalSession.open(settings, S3Use.NEEDED);
    var executor = Executors.newSingleThreadExecutor();
    var starter = new SessionStarter(session, display.get(), InstantSource.system(), executor);
    console.cancellation().watch(starter::stop);
    closing =
        () -> {
          executor.close();
          session.close();
        };
    return starter;
  }

  @Override
  public Paths paths() {
    return Paths.S3_AND_FILES;
  }

  @Override
  public void close() {
    closing.run();
    store.close();
  }

  /// Nothing is wired: commands look at the registry.
  private record LocalWiring(String command) implements TriggerWiring {

    @Override
    public void wire(RegisteredJob job) {}

    @Override
    public void unwire(RegisteredJob job) {}

    @Override
    public void pause(RegisteredJob job) {}

    @Override
    public void resume(RegisteredJob job) {}

    @Override
    public List<String> describe(RegisteredJob job) {
      return job.triggers().stream()
          .map(
              trigger -> "served while '%s %s' runs".formatted(command, JobsText.servedBy(trigger)))
          .toList();
    }
  }
}
