package dev.stint.tests.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// One shell, as a person uses it. Its parts have tests of their own. Other systems have another
/// `script` than Linux.
@EnabledOnOs(OS.LINUX)
final class ShellTerminalTest {

  private static final String PROMPT = "stint> ";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String UP = "\u001bOA";

  @TempDir private Path folder;

  @Test
  void aPersonTypesCompletesRecallsInterruptsAndLeaves() throws Exception {
    Files.writeString(folder.resolve("trips.csv"), "fare,tip\n12,3\n30,4\n");
    try (var terminal =
        PseudoTerminal.start(folder, List.of("shell", "--table", "trips=trips.csv"))) {
      terminal.await(PROMPT);

      aStatementMayHaveSeveralLines(terminal);
      wordsAreCompleted(terminal);
      linesAreRemembered(terminal);
      ctrlCEndsTheStatementAndNotTheShell(terminal);
      errorsAreToldAndTheShellGoesOn(terminal);

      terminal.type(CTRL_D);
      assertThat(terminal.exitCode()).isZero();
    }
    var history = folder.resolve("home/history");
    assertThat(history).content().contains("max(fare)", "SELEC 1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
  }

  private static void aStatementMayHaveSeveralLines(PseudoTerminal terminal)
      throws InterruptedException {
    terminal.type("SELECT 'a;b' AS text,\r");
    terminal.await("     > ");
    terminal.type("  6 * 7 AS answer;\r");
    terminal.await("| a;b  |     42 |");
    terminal.await("succeeded");
    terminal.await(PROMPT);
  }

  private static void wordsAreCompleted(PseudoTerminal terminal) throws InterruptedException {
    terminal.type("\\timing off\r");
    terminal.await(PROMPT);
    terminal.type("SELECT max(fare) AS most FROM trip\t;\r");
    terminal.await("|   30 |");
    terminal.await(PROMPT);
  }

  private static void linesAreRemembered(PseudoTerminal terminal) throws InterruptedException {
    terminal.type(UP);
    terminal.await("max(fare)");
    terminal.type("\r");
    terminal.await("|   30 |");
    terminal.await(PROMPT);
  }

  private static void ctrlCEndsTheStatementAndNotTheShell(PseudoTerminal terminal)
      throws InterruptedException {
    terminal.type("\\timing on\r");
    terminal.await(PROMPT);
    terminal.type(
        "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.id * b.id % 7 = 3;\r");
    terminal.await("0/1 task");
    terminal.type(CTRL_C);
    terminal.await("error: cancelled");
    terminal.await(PROMPT);
    terminal.type("half a stat" + CTRL_C);
    terminal.await(PROMPT);
  }

  private static void errorsAreToldAndTheShellGoesOn(PseudoTerminal terminal)
      throws InterruptedException {
    terminal.type("SELEC 1;\r");
    terminal.await("did you mean 'SELECT'?");
    terminal.await(PROMPT);
  }
}
