package dev.stint.coordinator.cli;

import dev.stint.config.job.Input;
import dev.stint.config.job.Job;
import dev.stint.config.job.Output;
import dev.stint.config.job.Statement;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.SchemaText;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs the statements of a job in order. A named statement becomes a table for the later ones: the
/// files it wrote, or a view.
final class JobRunner {

  private final StatementRunner runner;
  private final Console console;
  private final boolean isQuiet;
  private final List<TableSource> tables = new ArrayList<>();
  private final List<View> views = new ArrayList<>();

  JobRunner(StatementRunner runner, Console console, boolean isQuiet) {
    this.runner = runner;
    this.console = console;
    this.isQuiet = isQuiet;
  }

  /// Stops at the first statement that fails, and gives its exit code.
  int run(Job job) {
    job.inputs().forEach((name, input) -> tables.add(source(name, input)));
    for (int index = 0; index < job.statements().size(); index++) {
      var statement = job.statements().get(index);
      boolean isLast = index == job.statements().size() - 1;
      if (statement.output() == null && !isLast) {
        views.add(new View(nameOf(statement, index), statement.sql()));
        continue;
      }
      int code = run(statement, index, job.statements().size());
      if (code != ExitCode.OK) {
        return code;
      }
    }
    return ExitCode.OK;
  }

  private int run(Statement statement, int index, int count) {
    if (!isQuiet && count > 1) {
      console
          .err()
          .println("statement %s (%d of %d)".formatted(nameOf(statement, index), index + 1, count));
    }
    var output = statement.output();
    int code = runner.run(statement.sql(), views, List.copyOf(tables), output);
    if (output != null && statement.name() != null) {
      tables.add(source(statement.name(), output));
    }
    return code;
  }

  private static String nameOf(Statement statement, int index) {
    return statement.name() == null ? "statements[" + index + "]" : statement.name();
  }

  static TableSource source(String name, Input input) {
    return new TableSource(
        name,
        LocalSession.absolutePath(input.path()),
        input.format(),
        input.options(),
        schema(name, input.schema()));
  }

  private static dev.stint.plan.type.@Nullable Schema schema(String name, @Nullable String text) {
    try {
      return text == null ? null : SchemaText.parse(text);
    } catch (IllegalArgumentException e) {
      throw StintException.user("inputs." + name + ".schema: " + e.getMessage(), e);
    }
  }

  /// What was written is read with what it was written as.
  private static TableSource source(String name, Output output) {
    return new TableSource(
        name, LocalSession.absolutePath(output.path()), output.format(), output.options(), null);
  }
}
