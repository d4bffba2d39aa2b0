package dev.stint.coordinator.cli;

import java.nio.file.Path;
import java.util.ArrayList;

/// Runs commands, each ended by [#END], with the home that is the first argument, and prints of
/// each its exit code and its errors, ended by [#END].
final class DeniedProcess {

  static final String END = "--and-then";

  private DeniedProcess() {}

  public static void main(String[] arguments) {
    var cli = new Cli(Path.of(arguments[0]));
    var command = new ArrayList<String>();
    for (int index = 1; index < arguments.length; index++) {
      if (!arguments[index].equals(END)) {
        command.add(arguments[index]);
        continue;
      }
      var outcome = cli.run(command.toArray(String[]::new));
      System.out.print(outcome.code() + " " + outcome.out() + outcome.err().strip() + END + "\n");
      command.clear();
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
