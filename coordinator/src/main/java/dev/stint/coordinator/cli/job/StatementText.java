package dev.stint.coordinator.cli.job;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A statement, typed or in a file.
final class StatementText {

  @Parameters(index = "0", arity = "0..1", paramLabel = "SQL", description = "The statement.")
  @Nullable String sql;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A file that holds the statement.")
  @Nullable Path file;

  /// @throws StintException of kind USER when there is no statement, or two
  String read() {
    if (sql != null && file != null) {
      throw StintException.user("a statement and --file " + file + ": give one of them");
    }
    if (sql == null && file == null) {
      throw StintException.user(
          "no statement; write it in quotes, as in stint sql \"SELECT 1\", or give --file q.sql");
    }
    var text = sql != null ? sql : read(file);
    if (text.isBlank()) {
      throw StintException.user("the statement is empty");
    }
    return text;
  }

  private static String read(@Nullable Path file) {
    try {
      return Files.readString(java.util.Objects.requireNonNull(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw StintException.user("there is no file " + file, e);
    } catch (AccessDeniedException e) {
      throw StintException.user(
          "cannot read %s: permission denied; check its owner and mode".formatted(file), e);
    } catch (IOException e) {
      throw StintException.user("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
