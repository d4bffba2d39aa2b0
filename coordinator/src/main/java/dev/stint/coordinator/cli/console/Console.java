package dev.stint.coordinator.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command writes: results to `out` and nothing else, everything else to `err`.
/// `errColumns` is the width of the terminal behind `err`, 0 when there is none; `command` is what
/// the user typed for `stint`, and `cancellation` what Ctrl-C does.
public record Console(
    PrintStream out,
    PrintStream err,
    int errColumns,
    String command,
    Cancellation cancellation,
    Map<String, String> environment) {

  /// Java cannot tell whether standard error is a terminal; the launcher can, and says its width.
  private static final String COLUMNS = "stint.terminal.columns";

  private static final int BUFFER_BYTES = 1 << 16;

  public static Console ofProcess() {
    return new Console(
        stream(FileDescriptor.out, false),
        stream(FileDescriptor.err, true),
        columns(),
        System.getProperty("stint.command", "stint"),
        Cancellation.ofProcess(),
        System.getenv());
  }

  public boolean isTerminal() {
    return errColumns > 0;
  }

  /// How long a line to `err` may be.
  public int errWidth() {
    return isTerminal() ? errColumns : Integer.MAX_VALUE;
  }

  private static int columns() {
    var columns = System.getProperty(COLUMNS, "");
    return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : 0;
  }

  private static PrintStream stream(FileDescriptor descriptor, boolean isFlushed) {
    var buffered = new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES);
    return new PrintStream(buffered, isFlushed, StandardCharsets.UTF_8);
  }
}
