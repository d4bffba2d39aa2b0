package dev.stint.coordinator.statement;

import dev.stint.coordinator.session.Session;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.CatalogCommand.Change;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Statements that change, empty or drop tables of the catalog, each for one statement.
final class CatalogTables {

  private final StoredNames stored;
  private final KeptRows kept;
  private final Statement statement;

  CatalogTables(StoredNames stored, KeptRows kept, Statement statement) {
    this.stored = stored;
    this.kept = kept;
    this.statement = statement;
  }

  /// A table that must be there, and why: `to insert into; …`.
  StoredTable table(Span span, List<String> parts, String why) {
    String name = TableDefinitions.name(statement, span, parts);
    return stored
        .table(name)
        .orElseThrow(() -> error(span, "the catalog has no table '%s'%s".formatted(name, why)));
  }

  private StintException error(Span span, String message) {
    return statement.source().error(span, message);
  }

  private void outdate(StoredTable table) {
    kept.outdate(Set.of(table.name().toLowerCase(Locale.ROOT)), stored.store());
  }

  private void forget(StoredTable table) {
    kept.forget(Set.of(table.name().toLowerCase(Locale.ROOT)), stored.store());
  }

  Work truncate(Command.Truncate truncate, Session session) {
    var table = table(truncate.span(), truncate.table(), "");
    if (!table.isManaged()) {
      throw error(
          truncate.span(),
          "the files of %s are in a place of their own, %s, and stay"
              .formatted(table.name(), table.path()));
    }
    TableDefinitions.mark(table, session);
    var mark = TableDefinitions.markOf(table);
    deleteFiles(table, mark);
    outdate(table);
    return new Work.Done("deleted the rows of %s".formatted(table.name()));
  }

  private void deleteFiles(StoredTable table, String butFor) {
    var files = stored.store().list(table.path() + "/");
    stored
        .store()
        .delete(files.stream().map(ObjectInfo::path).filter(path -> !path.equals(butFor)).toList());
  }

  Work drop(Command.Drop drop) {
    String name = TableDefinitions.name(statement, drop.span(), drop.name());
    if (stored.table(name).isEmpty() && drop.ifMissing() == Command.IfMissing.IGNORE) {
      return new Work.Done("the catalog has no table '%s'".formatted(name));
    }
    var table = table(drop.span(), drop.name(), " to drop");
    stored.dropTable(name);
    forget(table);
    var owner = sameFiles(table);
    if (owner.isPresent()) {
      return new Work.Done(
          "dropped the table %s; its files stay, as those of %s"
              .formatted(name, owner.get().name()));
    }
    if (table.isManaged()) {
      deleteFiles(table, "");
      return new Work.Done("dropped the table %s and its files".formatted(name));
    }
    return new Work.Done(
        "dropped the table %s; its files stay in %s".formatted(name, table.path()));
  }

  /// Another table with the same files: a renaming that was cut off leaves both names.
  private Optional<StoredTable> sameFiles(StoredTable table) {
    return stored.tables().stream().filter(other -> other.path().equals(table.path())).findFirst();
  }

  /// `seen` are the names that a new one must not be among.
  Work alter(Span span, CatalogCommand.Alter alter, Namespace seen) {
    if (seen.view(alter.name().getLast()).isPresent()) {
      throw error(span, "'%s' is a view; use ALTER VIEW".formatted(alter.name().getLast()));
    }
    var table = table(span, alter.name(), "");
    switch (alter.change()) {
      case Change.Rename(var to) -> {
        return rename(span, table, TableDefinitions.name(statement, span, to), seen);
      }
      case Change.SetProperties(var more) -> stored.replace(table.with(table.remarks().with(more)));
      case Change.UnsetProperties(var keys) ->
          stored.replace(table.with(table.remarks().without(keys)));
      case Change.Comment(var text) ->
          stored.replace(table.with(table.remarks().withComment(text)));
      case Change.AddColumns(var columns) -> {
        stored.replace(added(table, columns));
        forget(table);
      }
      case Change.Redefine _ ->
          throw error(span, "'%s' is a table and has no query".formatted(table.name()));
      case Change.SetLocation(var path) -> {
        return move(table, UserPath.absolute(path));
      }
    }
    return new Work.Done("changed the table %s".formatted(table.name()));
  }

  /// The files stay where they are: whoever makes a table of the old name gets another folder.
  private Work rename(Span span, StoredTable table, String name, Namespace seen) {
    if (stored.table(name).isPresent() || seen.view(name).isPresent()) {
      throw error(span, "there is a table or view called '%s' already".formatted(name));
    }
    stored.create(table.named(name));
    stored.dropTable(table.name());
    forget(table);
    return new Work.Done("renamed the table %s to %s".formatted(table.name(), name));
  }

  /// The files at a place that a user names are the user's, and stay if the table is dropped.
  private Work move(StoredTable table, String path) {
    stored.replace(table.at(path));
    forget(table);
    return new Work.Done(
        "the rows of %s are those in %s now; the files in %s stay"
            .formatted(table.name(), path, table.path()));
  }

  private StoredTable added(StoredTable table, List<Command.ColumnDefinition> added) {
    var columns = new ArrayList<>(table.columns());
    var comments = new HashMap<>(table.comments());
    for (var column : added) {
      if (columns.stream().anyMatch(one -> one.name().equalsIgnoreCase(column.name()))) {
        throw error(
            column.span(), "there is a column called '%s' already".formatted(column.name()));
      }
      columns.add(new ViewColumn(column.name(), column.typeName()));
      if (column.comment() != null) {
        comments.put(column.name().toLowerCase(Locale.ROOT), column.comment());
      }
    }
    return table.with(columns, comments);
  }
}
