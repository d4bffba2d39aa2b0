package dev.stint.tests.ui;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.ui.HtmlFile;
import dev.stint.coordinator.ui.PageData;
import dev.stint.coordinator.ui.UiRuns;
import dev.stint.shuffle.store.FileObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Logs of real runs, as the product wrote them, in a work folder of their own. They are recorded
/// by `src/test/resources/ui/record.sh`.
final class RecordedRuns {

  /// Two statements of the demo.
  static final String DEMO = "demo-1";

  static final String DEMO_RESULT = "demo-2";

  /// A join on a key of which one value has most rows.
  static final String SKEWED = "skewed";

  /// Two functions were killed: a retry, and another in a larger function.
  static final String FAULTY = "faulty";

  /// A function stood still, and a second attempt overtook it.
  static final String STRAGGLER = "straggler";

  /// A value that is no number, with names that are markup everywhere.
  static final String FAILED = "failed";

  /// S3 asked to slow down three times, and nothing failed of it.
  static final String THROTTLED = "throttled";

  static final List<String> ALL =
      List.of(DEMO, DEMO_RESULT, SKEWED, FAULTY, STRAGGLER, FAILED, THROTTLED);

  private static final int EVENTS_PER_ENTRY = 500;

  private static final Path RESOURCES = Path.of("src/test/resources/ui/runs");

  private final FileObjectStore store = new FileObjectStore();
  private final Path folder;

  /// In `folder`, which is there.
  RecordedRuns(Path folder) {
    this.folder = folder;
  }

  FileObjectStore store() {
    return store;
  }

  String workPath() {
    return "file://" + folder.toAbsolutePath();
  }

  RunHistory history() {
    return new RunHistory(store, workPath());
  }

  /// Puts whole logs into the folder.
  RecordedRuns with(List<String> runs) {
    for (var run : runs) {
      entries(run).forEach(entry -> copy(run, entry));
    }
    return this;
  }

  /// The entries of a log, in their order.
  static List<Path> entries(String run) {
    try (var files = Files.list(RESOURCES.resolve(run))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Puts the next entry of a log into the folder.
  void copy(String run, Path entry) {
    try {
      var journal = folder.resolve("runs").resolve(run).resolve("journal");
      Files.createDirectories(journal);
      Files.copy(entry, journal.resolve(entry.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the log that `events` tells, in entries of a size as coordinators write them.
  void write(String run, Consumer<RunListener> events) {
    var journal = new Journal(store, history().runPath(run), "recorder");
    var gathered = new ArrayList<LoggedEvent>();
    events.accept(
        event -> {
          gathered.add(event);
          if (gathered.size() == EVENTS_PER_ENTRY) {
            journal.append(List.copyOf(gathered));
            gathered.clear();
          }
        });
    if (!gathered.isEmpty()) {
      journal.append(gathered);
    }
  }

  /// Goes on with a log that is in the folder, as another coordinator does.
  void goOn(String run, RunEvent... events) {
    var journal = new Journal(store, history().runPath(run), "another");
    var time = journal.read().getLast().time().plusSeconds(1);
    journal.append(Arrays.stream(events).map(event -> new LoggedEvent(time, event)).toList());
  }

  /// Gives `log` the events of a run that is in the folder, each as `change` makes it.
  void events(String run, UnaryOperator<RunEvent> change, RunListener log) {
    for (var logged : history().read(run).orElseThrow().events()) {
      log.on(new LoggedEvent(logged.time(), change.apply(logged.event())));
    }
  }

  /// When a coordinator is there that wrote what is in the folder.
  Instant lastEventTime(String run) {
    return history().read(run).orElseThrow().events().getLast().time();
  }

  UiRuns runs(InstantSource clock) {
    return new UiRuns(List.of(history()), PriceTable.US_EAST_1_ARM, clock);
  }

  /// The file that `stint runs RUN --html` writes.
  URI htmlFile(String... runs) {
    var uiRuns = runs(InstantSource.system());
    var pages = Arrays.stream(runs).map(run -> uiRuns.page(run, null).orElseThrow()).toList();
    return htmlFile(String.join("-", runs), pages);
  }

  URI htmlFile(String name, List<PageData> pages) {
    try {
      var file = folder.resolve(name + ".html");
      Files.writeString(file, HtmlFile.of(pages, "Stint test", "recorded", Instant.now()));
      return file.toUri();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
