package dev.stint.coordinator.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.Cancellation;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.option.CatalogOptions;
import dev.stint.coordinator.cli.option.FunctionOptions;
import dev.stint.coordinator.cli.option.LimitOptions;
import dev.stint.coordinator.cli.option.ResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.option.TableOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShellWordsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path home;

  @Test
  void columnsAreThoseOfTheTablesAndViewsOfNow() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var environment = Map.of("STINT_HOME", home.toString());
    var console = new Console(nowhere, nowhere, 0, "stint", new Cancellation(), environment);
    var options = new SessionOptions();
    try (var target = options.target(console);
        var session =
            new ShellSession(
                target,
                console,
                new TableOptions(),
                new ResultOptions(),
                new LimitOptions(),
                new FunctionOptions(),
                new CatalogOptions(),
                options)) {
      var words = new ShellWords(session);
      assertThat(words.columns("v")).isEmpty();

      session.run("CREATE TEMPORARY VIEW v AS SELECT 1 AS apple");
      assertThat(found(words)).containsExactly("apple");
      assertThat(words.tables()).contains("v");

      session.run("CREATE OR REPLACE TEMPORARY VIEW v AS SELECT 1 AS pear, 2 AS plum");
      assertThat(found(words)).containsExactly("pear", "plum");
    }
  }

  /// A lookup that takes long is there at a later Tab.
  private static List<String> found(ShellWords words) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var columns = words.columns("v");
    while (columns.isEmpty() && System.nanoTime() < end) {
      columns = words.columns("v");
    }
    return columns;
  }
}
