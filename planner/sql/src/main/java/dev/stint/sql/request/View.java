package dev.stint.sql.request;

import java.util.List;

/// A query under the name by which the statements after it may read its rows. Its text stands
/// alone: what is wrong with it is shown there, with its name. `columns` are names for its columns
/// unless that is empty. It is read by the `settings` that it was made with. One that is temporary
/// ends with its session.
public record View(
    String name, String sql, List<String> columns, boolean isTemporary, Settings settings) {

  public View {
    columns = List.copyOf(columns);
    // An entry of a catalog may leave them out.
    settings = settings == null ? Settings.NONE : settings;
  }

  public View(String name, String sql) {
    this(name, sql, List.of(), true, Settings.NONE);
  }
}
