package dev.stint.tests.benchmark;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An engine in a process of its own, so that none bears another's memory and threads.
final class EngineProcess implements AutoCloseable {

  /// What it took to answer a statement: milliseconds, and bytes of resident memory at the peak.
  record Measured(double wall, double cpu, long peakBytes, Engine.Amounts amounts) {}

  private final String name;
  private final Process process;
  private final PrintStream statements;
  private final BufferedReader answers;
  private final Path errors;

  /// @param name `stint`, `stint-processes`, `duckdb` or `spark`
  /// @param folder an empty one, for what the engine writes
  EngineProcess(String name, Map<String, Path> tables, Path folder) throws IOException {
    this.name = name;
    var command = new ArrayList<>(name.equals("spark") ? spark() : java(name));
    tables.forEach((table, file) -> command.add(table + "=" + file.toAbsolutePath()));
    Files.createDirectories(folder);
    errors = folder.resolve("errors.txt");
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("STINT_HOME", folder.toAbsolutePath().toString());
    process = builder.start();
    statements = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  private static List<String> java(String name) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (name.equals("duckdb")) {
      command.add("--enable-native-access=ALL-UNNAMED");
    } else {
      command.addAll(LauncherOptions.read());
    }
    command.add("-cp");
    command.add(
        FunctionPackage.ownClassPath().stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(EngineMain.class.getName());
    command.add(name);
    return command;
  }

  private static List<String> spark() {
    return List.of(
        System.getProperty("python", "python3"),
        "benchmark/spark.py",
        Integer.toString(Runtime.getRuntime().availableProcessors()));
  }

  Measured run(String sql) throws IOException {
    statements.println('"' + new String(JsonStringEncoder.getInstance().quoteAsString(sql)) + '"');
    var answer = answers.readLine();
    if (answer == null || !answer.startsWith(EngineMain.ANSWER)) {
      throw new IllegalStateException(
          name + " gave no answer to\n" + sql + "\n" + Files.readString(errors));
    }
    var fields = answer.split(" ", -1);
    return new Measured(
        Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]),
        Long.parseLong(fields[3]),
        new Engine.Amounts(
            Long.parseLong(fields[4]),
            Long.parseLong(fields[5]),
            Long.parseLong(fields[6]),
            Long.parseLong(fields[7])));
  }

  @Override
  public void close() {
    statements.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
