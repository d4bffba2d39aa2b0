package dev.stint.coordinator.cli.console;

import dev.stint.config.job.Names;
import java.util.Optional;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in two lines what is wrong with a command line.
public final class UsageErrors implements IParameterExceptionHandler {

  private final Console console;

  public UsageErrors(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    var line = e.getCommandLine();
    var writer = line.getErr();
    writer.println("error: " + e.getMessage());
    suggest(e).ifPresent(writer::println);
    writer.println("See " + line.getCommandSpec().qualifiedName() + " --help");
    writer.flush();
    console.err().flush();
    return ExitCode.USER_ERROR;
  }

  /// The known command or option nearest to the first unknown one.
  private static Optional<String> suggest(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return Optional.empty();
    }
    var unknown = unmatched.getUnmatched().getFirst();
    var name = unknown.contains("=") ? unknown.substring(0, unknown.indexOf('=')) : unknown;
    var spec = e.getCommandLine().getCommandSpec();
    var known = unknown.startsWith("-") ? spec.optionsMap().keySet() : spec.subcommands().keySet();
    return Names.nearest(name, known).map(nearest -> "Did you mean " + nearest + "?");
  }
}
