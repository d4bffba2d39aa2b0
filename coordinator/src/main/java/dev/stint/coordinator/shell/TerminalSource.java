package dev.stint.coordinator.shell;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/// A person at the process's terminal: lines are edited, remembered and completed.
final class TerminalSource implements ShellSource {

  private static final String PROMPT = "stint> ";
  private static final String PROMPT_OF_MORE = "     > ";
  private static final int HISTORY_LINES = 10_000;

  private final Terminal terminal;
  private final LineReader reader;

  /// Remembers lines in the file `history`, which is the user's alone.
  TerminalSource(Path history, Vocabulary vocabulary) {
    try {
      terminal = TerminalBuilder.builder().name("stint").system(true).dumb(true).build();
    } catch (IOException e) {
      throw StintException.user("cannot use this terminal: " + e.getMessage(), e);
    }
    HistoryFile.prepare(history);
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new StatementLines())
            .completer(new Completion(vocabulary))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, PROMPT_OF_MORE)
            .variable(LineReader.INDENTATION, 0)
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .option(Option.HISTORY_IGNORE_SPACE, true)
            .option(Option.HISTORY_IGNORE_DUPS, true)
            .option(Option.CASE_INSENSITIVE, true)
            .option(Option.BRACKETED_PASTE, true)
            .build();
  }

  @Override
  public ShellInput next() {
    try {
      return new ShellInput.Text(reader.readLine(PROMPT));
    } catch (UserInterruptException _) {
      return new ShellInput.Discarded();
    } catch (EndOfFileException _) {
      return new ShellInput.End("");
    }
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public void interruptibly(Runnable action, Runnable onInterrupt) {
    var before = terminal.handle(Signal.INT, _ -> onInterrupt.run());
    try {
      action.run();
    } finally {
      terminal.handle(Signal.INT, before);
    }
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw StintException.user("cannot give the terminal back: " + e.getMessage(), e);
    }
  }
}
