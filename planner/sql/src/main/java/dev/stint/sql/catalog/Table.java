package dev.stint.sql.catalog;

import dev.stint.plan.format.FileFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.TextLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A table as planned: the columns of its files (`fileSchema`, without partition columns, with the
/// corrupt-record column if the user asked for one), the columns that its folders carry, those that
/// its files have besides and cannot be read, its splits in the order of their paths, and what is
/// known about its values; `limits` on strings were declared, by the names of columns in lower
/// case.
public record Table(
    String name,
    FileFormat format,
    Schema fileSchema,
    List<Field> partitionFields,
    List<UnreadableColumn> unreadable,
    List<Split> splits,
    TableStatistics statistics,
    Map<String, TextLimit> limits) {

  public Table {
    limits = Map.copyOf(limits);
    partitionFields = List.copyOf(partitionFields);
    unreadable = List.copyOf(unreadable);
    splits = List.copyOf(splits);
  }

  /// A table of which every column can be read.
  public Table(
      String name,
      FileFormat format,
      Schema fileSchema,
      List<Field> partitionFields,
      List<Split> splits,
      TableStatistics statistics) {
    this(name, format, fileSchema, partitionFields, List.of(), splits, statistics);
  }

  /// A table without limits on strings.
  public Table(
      String name,
      FileFormat format,
      Schema fileSchema,
      List<Field> partitionFields,
      List<UnreadableColumn> unreadable,
      List<Split> splits,
      TableStatistics statistics) {
    this(name, format, fileSchema, partitionFields, unreadable, splits, statistics, Map.of());
  }

  /// The same with limits on strings, by the names of columns in lower case.
  Table withLimits(Map<String, TextLimit> known) {
    return new Table(
        name, format, fileSchema, partitionFields, unreadable, splits, statistics, known);
  }

  /// The same with more columns that folders carry, as `known` splits have them.
  public Table withFolders(List<Field> more, List<Split> known) {
    var folders = new ArrayList<>(partitionFields);
    folders.addAll(more);
    return new Table(name, format, fileSchema, folders, unreadable, known, statistics, limits);
  }

  /// The limit on a column's strings, if there is one.
  public Optional<TextLimit> limit(String column) {
    return Optional.ofNullable(limits.get(column.toLowerCase(Locale.ROOT)));
  }

  /// What SQL sees: the files' columns, then the folders'.
  public Schema schema() {
    var fields = new ArrayList<>(fileSchema.fields());
    fields.addAll(partitionFields);
    return new Schema(fields);
  }
}
