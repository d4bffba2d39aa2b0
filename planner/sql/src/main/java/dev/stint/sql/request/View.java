package dev.stint.sql.request;

import java.util.List;

/// A query under the name by which the statements after it may read its rows. Its text stands
/// alone: what is wrong with it is shown there, with its name. `columns` are names for its columns
/// unless that is empty. It is read by the `settings` that it was made with, and was made
/// `createdAt` (an instant as text). `kept` are the columns that the query had then, and `mode`
/// says what becomes of others; `comments` are on its columns, `remarks` on itself. One that is
/// temporary ends with its session. An entry of a catalog may leave out all from `settings` on: it
/// has the columns that its query has now.
public record View(
    String name,
    String sql,
    List<String> columns,
    boolean isTemporary,
    Settings settings,
    SchemaMode mode,
    List<ViewColumn> kept,
    List<String> comments,
    String createdAt,
    Remarks remarks) {

  public View {
    columns = List.copyOf(columns);
    settings = settings == null ? Settings.NONE : settings;
    mode = mode == null ? SchemaMode.EVOLUTION : mode;
    kept = kept == null ? List.of() : List.copyOf(kept);
    comments = comments == null ? List.of() : List.copyOf(comments);
    createdAt = createdAt == null ? "" : createdAt;
    remarks = remarks == null ? Remarks.NONE : remarks;
  }

  public View with(SchemaMode other) {
    return new View(
        name, sql, columns, isTemporary, settings, other, kept, comments, createdAt, remarks);
  }

  public View with(Remarks other) {
    return new View(
        name, sql, columns, isTemporary, settings, mode, kept, comments, createdAt, other);
  }

  /// The same under another name.
  public View named(String other) {
    return new View(
        other, sql, columns, isTemporary, settings, mode, kept, comments, createdAt, remarks);
  }

  public View(String name, String sql) {
    this(
        name,
        sql,
        List.of(),
        true,
        Settings.NONE,
        SchemaMode.EVOLUTION,
        List.of(),
        List.of(),
        "",
        Remarks.NONE);
  }
}
