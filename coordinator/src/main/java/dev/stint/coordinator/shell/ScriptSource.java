package dev.stint.coordinator.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/// Statements from a pipe or a file, one after the other.
final class ScriptSource implements ShellSource {

  private final BufferedReader reader;

  ScriptSource(Reader reader) {
    this.reader = new BufferedReader(reader);
  }

  @Override
  public ShellInput next() {
    var text = new StringBuilder();
    try {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        text.append(line).append('\n');
        var soFar = text.toString();
        if (ShellCommandLine.isIn(soFar) || StatementEnd.in(soFar) >= 0) {
          return new ShellInput.Text(soFar);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ShellInput.End(text.toString());
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public void interruptibly(Runnable action, Runnable onInterrupt) {
    action.run();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
