package dev.stint.coordinator.shell;

import dev.stint.coordinator.shell.ShellCommandLine.Command;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads statements and commands, one after the other, and has them done. A person is told what is
/// wrong and goes on; a script ends at its first failure.
public final class Shell {

  /// A file may include others, and one that includes itself would never end.
  private static final int MAX_DEPTH = 16;

  private final ShellActions actions;
  private int depth;
  private boolean isLeft;

  public Shell(ShellActions actions) {
    this.actions = actions;
  }

  /// Serves a person at a terminal until they leave. Gives whether the last statement succeeded.
  public boolean interact(Path history, Vocabulary vocabulary) {
    try (var source = new TerminalSource(history, vocabulary)) {
      actions.say("Statements end with ;  \\? shows what else can be typed");
      return serve(source);
    }
  }

  /// Runs a script up to its end or its first failure. Gives whether all of it succeeded.
  public boolean run(Reader script) {
    try (var source = new ScriptSource(script)) {
      return serve(source);
    }
  }

  private boolean serve(ShellSource source) {
    boolean isFine = true;
    while (!isLeft) {
      switch (source.next()) {
        case ShellInput.Text(var text) -> isFine = take(text, source);
        case ShellInput.Discarded _ -> {}
        case ShellInput.End(var rest) -> {
          return StatementEnd.isBlank(rest) ? isFine : statement(rest, source);
        }
      }
      if (!isFine && !source.isInteractive()) {
        return false;
      }
    }
    return isFine;
  }

  /// Does what a text asks for; the first failure ends it.
  private boolean take(String text, ShellSource source) {
    if (ShellCommandLine.isIn(text)) {
      return command(text, source);
    }
    var rest = text;
    for (int end = StatementEnd.in(rest); end >= 0; end = StatementEnd.in(rest)) {
      var sql = rest.substring(0, end);
      if (!StatementEnd.isBlank(sql) && !statement(sql, source)) {
        return false;
      }
      rest = rest.substring(end + 1);
    }
    return StatementEnd.isBlank(rest) || statement(rest, source);
  }

  private boolean statement(String sql, ShellSource source) {
    var isFine = new boolean[1];
    source.interruptibly(() -> isFine[0] = actions.run(sql.strip()), actions::cancel);
    return isFine[0];
  }

  private boolean command(String text, ShellSource source) {
    var line = ShellCommandLine.parse(text);
    if (line.isEmpty()) {
      actions.error("there is no command " + text.strip() + "; \\? shows them all");
      return false;
    }
    return switch (line.get().command()) {
      case HELP -> help();
      case QUIT -> leave();
      case INCLUDE -> include(line.get().argument());
      case TABLE, TABLES, DESCRIBE, FORMAT, TIMING -> {
        var isFine = new boolean[1];
        source.interruptibly(() -> isFine[0] = actions.command(line.get()), actions::cancel);
        yield isFine[0];
      }
    };
  }

  private boolean leave() {
    isLeft = true;
    return true;
  }

  private boolean help() {
    int width =
        Arrays.stream(Command.values())
            .mapToInt(command -> command.usage().length())
            .max()
            .orElse(0);
    for (var command : Command.values()) {
      actions.say(("%-" + width + "s  %s").formatted(command.usage(), command.meaning()));
    }
    actions.say("Any other text is SQL up to the ; that ends it, on as many lines as you like.");
    actions.say("Tab completes, Ctrl-R searches the history, Ctrl-C ends a statement that runs.");
    return true;
  }

  private boolean include(String file) {
    if (file.isEmpty()) {
      actions.error("which file? write " + Command.INCLUDE.usage());
      return false;
    }
    if (depth == MAX_DEPTH) {
      actions.error("%s: more than %d files include each other".formatted(file, MAX_DEPTH));
      return false;
    }
    depth++;
    try (var reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      return run(reader);
    } catch (IOException e) {
      actions.error("cannot read %s: %s".formatted(file, e.getMessage()));
      return false;
    } finally {
      depth--;
    }
  }
}
