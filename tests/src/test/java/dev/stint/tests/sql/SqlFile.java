package dev.stint.tests.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of statements, each ended by a line that ends with `;`.
///
/// Comment lines above a statement say what it shows; one that begins with `-- duckdb:` holds the
/// reference engine's wording where it differs, one with `-- error:` a part of the message with
/// which the statement must be refused. Rows are compared in order where the statement's last ORDER
/// BY stands outside parentheses.
final class SqlFile {

  record Statement(
      int line,
      String sql,
      @Nullable String reference,
      @Nullable String error,
      boolean isOrdered) {}

  private SqlFile() {}

  static List<Statement> read(Path file) {
    try {
      return statements(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Statement> statements(List<String> lines) {
    var statements = new ArrayList<Statement>();
    var sql = new StringBuilder();
    var reference = new StringBuilder();
    String error = null;
    int start = 1;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (line.startsWith("-- duckdb:")) {
        reference.append(line.substring("-- duckdb:".length())).append('\n');
      } else if (line.startsWith("-- error:")) {
        error = line.substring("-- error:".length()).strip();
      } else if (!line.startsWith("--") && !line.isEmpty()) {
        start = sql.isEmpty() ? i + 1 : start;
        sql.append(line).append('\n');
        if (line.endsWith(";")) {
          statements.add(statement(start, sql.toString(), reference.toString(), error));
          sql.setLength(0);
          reference.setLength(0);
          error = null;
        }
      }
    }
    if (!sql.isEmpty()) {
      throw new IllegalStateException("the statement at line " + start + " is not ended by ;");
    }
    return statements;
  }

  private static Statement statement(
      int line, String sql, String reference, @Nullable String error) {
    var text = sql.strip();
    text = text.substring(0, text.length() - 1);
    return new Statement(
        line, text, reference.isBlank() ? null : reference.strip(), error, isOrdered(text));
  }

  private static boolean isOrdered(String sql) {
    int orderBy = sql.toUpperCase(java.util.Locale.ROOT).lastIndexOf("ORDER BY");
    if (orderBy < 0) {
      return false;
    }
    int depth = 0;
    for (int i = orderBy; i < sql.length(); i++) {
      depth += sql.charAt(i) == '(' ? 1 : sql.charAt(i) == ')' ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return true;
  }
}
