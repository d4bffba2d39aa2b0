package dev.stint.coordinator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShellTest {

  @TempDir private Path folder;

  private final Recorder done = new Recorder();
  private final Shell shell = new Shell(done);

  private boolean run(String script) {
    return shell.run(new StringReader(script));
  }

  @Test
  void statementsOfALineAreRunInOrderWithoutTheirSemicolons() {
    assertThat(run("SELECT 1; SELECT 2;\nSELECT\n  3;")).isTrue();

    assertThat(done.told).containsExactly("SELECT 1", "SELECT 2", "SELECT\n  3");
  }

  @Test
  void theLastStatementNeedsNoSemicolon() {
    assertThat(run("SELECT 1;\nSELECT 2\n-- the end")).isTrue();

    assertThat(done.told).containsExactly("SELECT 1", "SELECT 2\n-- the end");
  }

  @Test
  void aScriptEndsAtItsFirstFailure() {
    assertThat(run("SELECT 1;\nFAIL; SELECT 2;\nSELECT 3;")).isFalse();

    assertThat(done.told).containsExactly("SELECT 1", "FAIL");
  }

  @Test
  void aStatementThatIsNeverEndedIsRunAsItIsAndFails() {
    assertThat(run("FAIL 'open")).isFalse();

    assertThat(done.told).containsExactly("FAIL 'open");
  }

  @Test
  void nothingIsRunAfterQuit() {
    assertThat(run("SELECT 1;\nquit;\nSELECT 2;")).isTrue();
    assertThat(done.told).containsExactly("SELECT 1");
  }

  @Test
  void commandsTakeOneLine() {
    assertThat(run("\\format csv\n\\table t=a b.csv\nSELECT 1;")).isTrue();

    assertThat(done.told).containsExactly("\\format csv", "\\table t=a b.csv", "SELECT 1");
  }

  @Test
  void anUnknownCommandIsRefusedByName() {
    assertThat(run("\\nope\nSELECT 1;")).isFalse();

    assertThat(done.told).containsExactly("error: there is no command \\nope; \\? shows them all");
  }

  @Test
  void theHelpNamesEveryCommand() {
    assertThat(run("\\?")).isTrue();

    for (var command : ShellCommandLine.Command.values()) {
      assertThat(done.told).anyMatch(line -> line.startsWith("say: " + command.usage()));
    }
  }

  @Test
  void aFileIsIncludedWhereItIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("a b.sql"), "SELECT 2;\nSELECT 3");

    assertThat(run("SELECT 1;\n\\i " + file + "\nSELECT 4;")).isTrue();

    assertThat(done.told).containsExactly("SELECT 1", "SELECT 2", "SELECT 3", "SELECT 4");
  }

  @Test
  void aFileThatIsMissingOrIncludesItselfIsRefusedByName() throws IOException {
    var file = folder.resolve("again.sql");
    Files.writeString(file, "\\i " + file + "\n");

    assertThat(run("\\i " + folder.resolve("missing.sql"))).isFalse();
    assertThat(run("\\i " + file)).isFalse();

    assertThat(done.told.getFirst()).contains("missing.sql");
    assertThat(done.told.getLast()).contains("again.sql", "include each other");
  }

  private static final class Recorder implements ShellActions {

    private final List<String> told = new ArrayList<>();

    @Override
    public boolean run(String sql) {
      told.add(sql);
      return !sql.startsWith("FAIL");
    }

    @Override
    public boolean command(ShellCommandLine line) {
      told.add(line.command().word() + " " + line.argument());
      return true;
    }

    @Override
    public void cancel() {
      told.add("cancel");
    }

    @Override
    public void say(String line) {
      told.add("say: " + line);
    }

    @Override
    public void error(String message) {
      told.add("error: " + message);
    }
  }
}
