package dev.stint.coordinator.cli.runs;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.targets.CommandTarget;
import dev.stint.coordinator.session.WorkFolder;
import dev.stint.coordinator.ui.UiJobs;
import dev.stint.coordinator.ui.UiRuns;
import dev.stint.coordinator.ui.UiServer;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stint ui`.
@Command(
    name = "ui",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Serves pages of all runs to this machine's browser, until Ctrl-C: graph, timeline, what"
            + " dominates, and how each stage went.",
    footerHeading = "%nExamples:%n",
    footer = {"  stint ui", "  stint ui 750f01ec --open", "  stint ui --target aws"})
public final class UiCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "The id of a run, or its beginning: the address is that of its page.")
  private @Nullable String run;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where to listen on 127.0.0.1; by default a port that is free.")
  private int port;

  @Option(names = "--open", description = "Open the page in the browser.")
  private boolean isToBeOpened;

  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public UiCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw StintException.user("--port is " + port + "; a port is 0 to 65535");
    }
    try (var target = options.target(console)) {
      var finder = new RunFinder(target);
      var named = run;
      var runId = named == null ? null : finder.find(named).runIds().getFirst();
      try (var server = server(target, finder)) {
        return serve(address(server, runId));
      }
    }
  }

  private UiServer server(CommandTarget target, RunFinder finder) {
    var clock = InstantSource.system();
    var histories = finder.folders().stream().map(finder::history).toList();
    var workPaths = finder.folders().stream().map(WorkFolder::filePath).toList();
    return new UiServer(
        options.targetName(),
        new UiRuns(histories, PriceTable.US_EAST_1_ARM, clock),
        new UiJobs(target.store(), workPaths, target.timeZone()),
        clock,
        port);
  }

  private static URI address(UiServer server, @Nullable String runId) {
    return runId == null ? server.address() : server.address().resolve("#/run/" + runId);
  }

  private int serve(URI address) throws InterruptedException {
    var ended = new CountDownLatch(1);
    console.cancellation().watch(ended::countDown);
    console.out().println(address);
    console.out().flush();
    if (!options.isQuiet) {
      console.err().println("The address is for this machine alone, and secret. Ctrl-C ends it.");
    }
    if (isToBeOpened) {
      open(address);
    }
    ended.await();
    return ExitCode.OK;
  }

  private void open(URI address) {
    boolean isMac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    try {
      new ProcessBuilder(isMac ? "open" : "xdg-open", address.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      console.err().println("No browser could be opened: " + e.getMessage());
    }
  }
}
