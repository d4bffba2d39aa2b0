package dev.stint.coordinator.cli.shell;

import dev.stint.coordinator.shell.Vocabulary;
import dev.stint.sql.analyze.FunctionDocs;
import dev.stint.sql.parse.Keywords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The words that a shell completes.
final class ShellWords implements Vocabulary {

  /// How long Tab may take; what takes longer is there at the next one.
  private static final long PATIENCE_MILLIS = 300;

  private final ShellSession session;
  private final List<String> keywords = Keywords.all();
  private final List<String> functions =
      FunctionDocs.sections().values().stream()
          .flatMap(List::stream)
          .flatMap(doc -> doc.names().stream())
          .sorted()
          .toList();
  private final Map<String, CompletableFuture<List<String>>> columns = new HashMap<>();
  private int performed;

  ShellWords(ShellSession session) {
    this.session = session;
  }

  @Override
  public List<String> keywords() {
    return keywords;
  }

  @Override
  public List<String> functions() {
    return functions;
  }

  @Override
  public List<String> tables() {
    return session.tableNames();
  }

  /// Looked up beside the editor, once until the next statement. A table that cannot be opened has
  /// no columns to offer; a statement over it says why.
  @Override
  public List<String> columns(String table) {
    if (performed != session.performed()) {
      columns.clear();
      performed = session.performed();
    }
    var found =
        columns.computeIfAbsent(
            table,
            name ->
                CompletableFuture.completedFuture(name)
                    .thenApply(session::schemaOf)
                    .thenApplyAsync(schema -> schema.get().names())
                    .exceptionally(_ -> List.of()));
    try {
      return found.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return List.of();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
