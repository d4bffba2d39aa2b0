package dev.stint.tests.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stint.coordinator.cli.Stint;
import dev.stint.tests.reference.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls the command line in this process and keeps what it prints.
public final class Cli {

  /// What a call left behind.
  public record Outcome(int exitCode, String output, String errors) {

    /// The rows that `--format json` printed.
    public Answer answer() {
      if (exitCode != 0) {
        throw new AssertionError("exit code " + exitCode + ": " + errors);
      }
      return parse(output);
    }
  }

  private Cli() {}

  public static Outcome run(List<String> arguments) {
    return run(arguments.toArray(String[]::new));
  }

  public static Outcome run(String... arguments) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    int exitCode =
        Stint.run(
            arguments,
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8));
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  /// JSON lines; two columns may have one name.
  private static Answer parse(String lines) {
    var columns = new ArrayList<String>();
    var rows = new ArrayList<List<@Nullable Object>>();
    try (var parser = new JsonFactory().createParser(lines)) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        var row = new ArrayList<@Nullable Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          if (rows.isEmpty()) {
            columns.add(parser.currentName());
          }
          parser.nextToken();
          row.add(cell(parser));
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(lines, e);
    }
    return new Answer(columns, rows);
  }

  private static @Nullable Object cell(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      default -> parser.getText();
    };
  }
}
