package dev.stint.coordinator.cli.shell;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.CatalogOptions;
import dev.stint.coordinator.cli.option.FunctionOptions;
import dev.stint.coordinator.cli.option.LimitOptions;
import dev.stint.coordinator.cli.option.ResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.option.TableOptions;
import dev.stint.coordinator.shell.Shell;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stint shell`.
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs statements as you type them, each up to its ; with history and completion. Statements"
          + " on standard input are run up to the first that fails."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stint shell --table trips=s3://lake/trips/",
      "  stint shell --target aws",
      "  stint shell < report.sql"
    })
public final class ShellCommand implements Callable<Integer> {

  /// Java cannot tell whether standard input is a terminal; the launcher can.
  private static final String IS_TERMINAL = "stint.terminal.input";

  private static final String HISTORY = "history";

  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private ResultOptions result = new ResultOptions();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private FunctionOptions functions = new FunctionOptions();
  @Mixin private CatalogOptions catalog = new CatalogOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public ShellCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var target = options.target(console);
        var session =
            new ShellSession(
                target, console, tables, result, limits, functions, catalog, options)) {
      console.cancellation().watch(session::cancel);
      var shell = new Shell(session);
      if (Boolean.getBoolean(IS_TERMINAL)) {
        shell.interact(SessionOptions.home(console).resolve(HISTORY), new ShellWords(session));
        return ExitCode.OK;
      }
      return shell.run(new InputStreamReader(System.in, StandardCharsets.UTF_8))
          ? ExitCode.OK
          : session.exitCode();
    }
  }
}
