package dev.stint.coordinator.cli;

import dev.stint.coordinator.cli.console.Cancellation;
import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.UsageErrors;
import dev.stint.coordinator.cli.console.Version;
import dev.stint.coordinator.cli.demo.DemoCommand;
import dev.stint.coordinator.cli.deploy.DeployCommand;
import dev.stint.coordinator.cli.deploy.DestroyCommand;
import dev.stint.coordinator.cli.job.ExplainCommand;
import dev.stint.coordinator.cli.job.RunCommand;
import dev.stint.coordinator.cli.job.SqlCommand;
import dev.stint.coordinator.cli.runs.CancelCommand;
import dev.stint.coordinator.cli.runs.GcCommand;
import dev.stint.coordinator.cli.runs.ResumeCommand;
import dev.stint.coordinator.cli.runs.RunsCommand;
import dev.stint.coordinator.cli.runs.UiCommand;
import dev.stint.coordinator.cli.shell.ShellCommand;
import dev.stint.coordinator.cli.trigger.BackfillCommand;
import dev.stint.coordinator.cli.trigger.JobsCommand;
import dev.stint.coordinator.cli.trigger.ScheduleCommand;
import dev.stint.coordinator.cli.trigger.WatchCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `stint`, and the entry of its process.
@Command(
    name = "stint",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommandsRepeatable = false,
    description = "Spark-style SQL over files in S3, done by functions, with no cluster.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something for you to mend: usage, SQL, a missing file, a permission, a limit",
      "2:the run failed though nothing was wrong with it, as when memory ran out",
      "3:a bug in Stint"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stint demo",
      "  stint sql 'SELECT count(*) FROM csv.`trips/*.csv`'",
      "  stint sql --table trips=s3://lake/trips/ \"SELECT max(fare) FROM trips\" --format csv",
      "  stint run job.yaml --param run_date=2020-01-31",
      "  stint runs"
    })
public final class Stint {

  /// In the order in which help lists them.
  static final List<Subcommand> SUBCOMMANDS =
      List.of(
          new Subcommand("sql", SqlCommand::new),
          new Subcommand("shell", ShellCommand::new),
          new Subcommand("run", RunCommand::new),
          new Subcommand("explain", ExplainCommand::new),
          new Subcommand("runs", RunsCommand::new),
          new Subcommand("ui", UiCommand::new),
          new Subcommand("resume", ResumeCommand::new),
          new Subcommand("cancel", CancelCommand::new),
          new Subcommand("gc", GcCommand::new),
          new Subcommand("jobs", JobsCommand::line),
          new Subcommand("backfill", BackfillCommand::new),
          new Subcommand("watch", WatchCommand::new),
          new Subcommand("schedule", ScheduleCommand::new),
          new Subcommand("deploy", DeployCommand::new),
          new Subcommand("destroy", DestroyCommand::new),
          new Subcommand("demo", DemoCommand::new));

  /// @param made gives the command, or its line when it has subcommands of its own
  record Subcommand(String name, Function<Console, Object> made) {}

  private Stint() {}

  public static void main(String[] arguments) {
    var console = Console.ofProcess();
    int code = run(arguments, console);
    console.cancellation().finish();
    System.exit(code);
  }

  /// Carries out one command within this process and gives its exit code. `out` gets results, `err`
  /// everything else, as for a command that is not at a terminal.
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    return run(arguments, new Console(out, err, 0, "stint", new Cancellation(), System.getenv()));
  }

  /// The same with other environment variables than the process has.
  public static int run(
      String[] arguments, PrintStream out, PrintStream err, Map<String, String> environment) {
    return run(
        arguments, new Console(out, err, 0, "stint", new Cancellation(), Map.copyOf(environment)));
  }

  /// Carries out one command and gives its exit code.
  static int run(String[] arguments, Console console) {
    var line = new CommandLine(new Stint());
    for (Subcommand subcommand : needed(arguments)) {
      line.addSubcommand(subcommand.name(), subcommand.made().apply(console));
    }
    line.setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console)));
    line.setParameterExceptionHandler(new UsageErrors(console));
    line.setExecutionExceptionHandler(new CommandErrors(console));
    int code = line.execute(Arrays.stream(arguments).map(Stint::shielded).toArray(String[]::new));
    console.out().flush();
    console.err().flush();
    return code;
  }

  /// The one that the line begins with. Without such a one all are, to be listed: to make them
  /// takes longer than many a statement.
  private static List<Subcommand> needed(String[] arguments) {
    if (arguments.length > 0) {
      for (Subcommand subcommand : SUBCOMMANDS) {
        if (subcommand.name().equals(arguments[0])) {
          return List.of(subcommand);
        }
      }
    }
    return SUBCOMMANDS;
  }

  /// SQL that begins with a comment must not pass for an option.
  private static String shielded(String argument) {
    boolean isComment =
        argument.length() > 2
            && argument.startsWith("--")
            && Character.isWhitespace(argument.charAt(2));
    return isComment ? " " + argument : argument;
  }

  /// Colours only for people: not into files, and not where NO_COLOR is set.
  private static CommandLine.Help.Ansi ansi(Console console) {
    boolean isWanted =
        console.isTerminal() && console.environment().getOrDefault("NO_COLOR", "").isEmpty();
    return isWanted ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF;
  }
}
