package dev.stint.sql.catalog;

import dev.stint.plan.format.FileFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// A table as planned: the columns of its files (`fileSchema`, without partition columns, with the
/// corrupt-record column if the user asked for one), the columns that its folders carry, those that
/// its files have besides and cannot be read, its splits in the order of their paths, and what is
/// known about its values.
public record Table(
    String name,
    FileFormat format,
    Schema fileSchema,
    List<Field> partitionFields,
    List<UnreadableColumn> unreadable,
    List<Split> splits,
    TableStatistics statistics) {

  public Table {
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

  /// What SQL sees: the files' columns, then the folders'.
  public Schema schema() {
    var fields = new ArrayList<>(fileSchema.fields());
    fields.addAll(partitionFields);
    return new Schema(fields);
  }
}
