package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a command says of files it may not read and folders it may not write, on `file://` and,
/// where the embedded server keeps them, on `s3://`. The commands run in a process of their own,
/// without the capabilities by which root passes over permissions.
@EnabledOnOs(OS.LINUX)
class DeniedAccessTest {

  private static final String FILE_REMEDY = " is denied; check its owner and mode";

  @TempDir private Path folder;
  private final List<Path> locked = new ArrayList<>();

  /// The temporary folder is deleted by whoever runs the tests, who need not be root.
  @AfterEach
  void unlock() throws IOException {
    for (var path : locked) {
      setMode(path, "rwxrwxrwx");
    }
  }

  @Test
  void files() throws Exception {
    file("secret.csv", "---------");
    file("cellar/t.csv", "rw-r--r--");
    lock("cellar", "---------");
    Files.createDirectory(folder.resolve("shown"));
    lock("shown", "r-xr-xr-x");
    file("q.sql", "---------");
    var root = "file://" + folder;

    assertThat(
            errors(
                select("csv", folder + "/secret.csv"),
                select("parquet", folder + "/secret.csv"),
                select("csv", folder + "/cellar"),
                select("csv", folder + "/cellar/t.csv"),
                select("csv", folder + "/cellar/*.csv"),
                write(folder + "/shown/out"),
                write(folder + "/cellar/out"),
                List.of("sql", "--file", folder + "/q.sql"),
                List.of("run", folder + "/q.sql")))
        .satisfiesExactly(
            error -> is(error, "access to " + root + "/secret.csv" + FILE_REMEDY),
            error -> is(error, "access to " + root + "/secret.csv" + FILE_REMEDY),
            error ->
                is(
                    error,
                    "cannot look at "
                        + root
                        + "/cellar/_stint_commit: permission denied; check its owner and mode"),
            error -> is(error, "access to " + root + "/cellar/t.csv" + FILE_REMEDY),
            error -> is(error, "access to " + root + "/cellar" + FILE_REMEDY),
            error ->
                assertThat(error)
                    .startsWith("1 error: cannot start an upload to " + root + "/shown/out/part-")
                    .endsWith(": permission denied; check its owner and mode"),
            error ->
                is(
                    error,
                    "cannot look at "
                        + root
                        + "/cellar/out: permission denied; check its owner and mode"),
            error ->
                is(
                    error,
                    "cannot read "
                        + folder
                        + "/q.sql: permission denied; check its owner and mode"),
            error ->
                is(
                    error,
                    "cannot read job file "
                        + folder
                        + "/q.sql: permission denied; check its owner and mode"));
  }

  @Test
  void objects() throws Exception {
    var cli = new Cli(folder.resolve("home"));
    for (var bucket : List.of("lake", "cellar")) {
      cli.run("sql", "SELECT 1 AS a", "--output", "s3://" + bucket + "/p");
      cli.run(
          "sql", "SELECT 1 AS a", "--output", "s3://" + bucket + "/c", "--output-format", "csv");
    }
    for (var name : List.of("p", "c")) {
      try (var parts = Files.newDirectoryStream(folder.resolve("home/s3/lake/" + name), "part-*")) {
        for (var part : parts) {
          lock(folder.relativize(part).toString(), "---------");
        }
      }
    }
    lock("home/s3/lake", "r-xr-xr-x");
    lock("home/s3/cellar", "---------");

    assertThat(
            errors(
                select("csv", "s3://lake/c"),
                select("parquet", "s3://lake/p"),
                select("csv", "s3://cellar/c/"),
                write("s3://lake/out"),
                write("s3://cellar/out")))
        .satisfiesExactly(
            error ->
                assertThat(error)
                    .startsWith("1 error: access to s3://lake/c/part-")
                    .endsWith(" is denied; grant s3:GetObject on it"),
            error ->
                assertThat(error)
                    .startsWith("1 error: access to s3://lake/p/part-")
                    .endsWith(" is denied; grant s3:GetObject on it"),
            error ->
                is(
                    error,
                    "access to s3://cellar/c/ is denied; grant s3:ListBucket and s3:GetObject on"
                        + " it"),
            error ->
                assertThat(error)
                    .startsWith("1 error: cannot start an upload to s3://lake/out/part-")
                    .contains("access denied; the credentials in use need s3:PutObject on it"),
            error ->
                assertThat(error)
                    .startsWith("1 error: cannot look at s3://cellar/out: access denied")
                    .contains("s3:GetObject"));
  }

  private static void is(String error, String message) {
    assertThat(error).isEqualTo("1 error: " + message);
  }

  private static List<String> select(String format, String path) {
    return List.of("sql", "-q", "SELECT * FROM " + format + ".`" + path + "`");
  }

  private static List<String> write(String path) {
    return List.of("sql", "-q", "SELECT 1 AS a", "--output", path);
  }

  /// The exit code of each command and what it printed.
  private List<String> errors(List<?>... commands) throws Exception {
    var arguments = new ArrayList<String>();
    for (var command : commands) {
      command.forEach(argument -> arguments.add(argument.toString()));
      arguments.add(DeniedProcess.END);
    }
    var output = folder.resolve("output");
    var process =
        new ProcessBuilder(commandLine(arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    var text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return List.of(text.split(DeniedProcess.END + "\n"));
  }

  private List<String> commandLine(List<String> arguments) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(
          List.of(
              "setpriv",
              "--bounding-set=-dac_override,-dac_read_search",
              "--inh-caps=-dac_override,-dac_read_search",
              "--"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xlog:disable",
            DeniedProcess.class.getName(),
            folder.resolve("home").toString()));
    command.addAll(arguments);
    return command;
  }

  private void file(String name, String mode) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "id,v\n1,a\n");
    lock(name, mode);
  }

  private void lock(String name, String mode) throws IOException {
    locked.addFirst(folder.resolve(name));
    setMode(folder.resolve(name), mode);
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
