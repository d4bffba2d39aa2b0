package dev.stint.sql.request;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A table of the catalog, as statements tell of it. `columns` are in the order of `*`, with their
/// types as users write them, and `comments` are on these, by their names in lower case. The files
/// at `path` go with a table that is managed. It was made `createdAt`, an instant as text, empty
/// where nobody knows.
public record CatalogTable(
    String name,
    String path,
    String format,
    Map<String, String> options,
    List<ViewColumn> columns,
    Map<String, String> comments,
    List<String> partitionBy,
    boolean isManaged,
    Remarks remarks,
    String createdAt) {

  public CatalogTable {
    options = Map.copyOf(options);
    columns = List.copyOf(columns);
    comments = Map.copyOf(comments);
    partitionBy = List.copyOf(partitionBy);
  }

  /// The comment on a column, if there is one.
  public Optional<String> comment(String column) {
    return Optional.ofNullable(comments.get(column.toLowerCase(Locale.ROOT)));
  }
}
