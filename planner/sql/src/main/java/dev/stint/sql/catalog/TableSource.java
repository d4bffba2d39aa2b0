package dev.stint.sql.catalog;

import dev.stint.plan.type.Schema;
import dev.stint.plan.type.TextLimit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a table's rows are: a file, folder or glob, as `s3://`, `file://` or a plain local path;
/// or exactly `files`, unless that is empty, and then `path` is only where folders begin to count
/// as partitions. Files that are listed are taken by their names: nothing in them is a wildcard,
/// and none is hidden. Those that `eTags` has an ETag for, without quotes, are left out while
/// another version of them is there.
///
/// `limits` are those that were declared for the strings of columns, by their names in lower case.
///
/// Without a `format` it follows from the files' names, and without a `schema` from their contents.
public record TableSource(
    String name,
    String path,
    @Nullable String format,
    Map<String, String> options,
    @Nullable Schema schema,
    List<String> files,
    @Nullable Map<String, String> eTags,
    @Nullable Map<String, TextLimit> limits) {

  public TableSource {
    limits = limits == null ? Map.of() : Map.copyOf(limits);
    options = Map.copyOf(options);
    files = List.copyOf(files);
    eTags = eTags == null ? Map.of() : Map.copyOf(eTags);
  }

  public TableSource(
      String name,
      String path,
      @Nullable String format,
      Map<String, String> options,
      @Nullable Schema schema) {
    this(name, path, format, options, schema, List.of(), Map.of(), Map.of());
  }

  public static TableSource at(String name, String path) {
    return new TableSource(name, path, null, Map.of(), null);
  }

  /// The same table of nothing but those files.
  public TableSource withFiles(List<String> paths) {
    return withFiles(paths, Map.of());
  }

  /// The same table of nothing but those files, in the versions of these ETags.
  public TableSource withFiles(List<String> paths, Map<String, String> versions) {
    return new TableSource(name, path, format, options, schema, paths, versions, limits);
  }

  /// The same with limits on strings, by the names of columns in lower case.
  public TableSource withLimits(Map<String, TextLimit> known) {
    return new TableSource(name, path, format, options, schema, files, eTags, known);
  }

  @Override
  public Map<String, TextLimit> limits() {
    return limits == null ? Map.of() : limits;
  }

  @Override
  public Map<String, String> eTags() {
    return eTags == null ? Map.of() : eTags;
  }
}
