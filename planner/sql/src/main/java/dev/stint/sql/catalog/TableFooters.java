package dev.stint.sql.catalog;

import dev.stint.plan.stage.Split;
import dev.stint.sql.catalog.ParquetFooters.Footer;
import dev.stint.sql.catalog.ParquetTypes.FileColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What the footers of a table's files say, without the footers: a hundred thousand of them would
/// fill the heap. Per file the splits are kept, and the rest per schema, of which files mostly have
/// one.
final class TableFooters {

  /// Under this name Stint keeps the types of partition columns in its files.
  static final String PARTITION_SCHEMA = "stint.partition.schema";

  /// Files of one schema, `first` the first of them in the order of their paths.
  record SameSchema(
      TableFile first, int fileCount, List<FileColumn> columns, ColumnSums statistics) {}

  private static final class Group {

    private final List<FileColumn> columns;
    private final ColumnSums statistics = new ColumnSums();
    private int firstFile = Integer.MAX_VALUE;
    private int fileCount;

    Group(List<FileColumn> columns) {
      this.columns = columns;
    }

    void add(int file, Footer footer) {
      firstFile = Math.min(firstFile, file);
      fileCount++;
      footer.rowGroups().forEach(statistics::add);
    }
  }

  private final Map<FileSchema, Group> groups = new HashMap<>();
  private final Set<String> partitionSchemas = new TreeSet<>();
  private final List<TableFile> files;
  private List<Split> splits = List.of();

  private TableFooters(List<TableFile> files) {
    this.files = files;
  }

  /// Reads the footers of all `files`.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER naming the first file whose footer
  ///   cannot be read
  static TableFooters read(
      List<TableFile> files, ParquetFooters footers, CatalogListener listener) {
    var table = new TableFooters(files);
    var places = IntStream.range(0, files.size()).boxed().toList();
    var splits =
        Concurrently.map(
            places,
            file -> table.add(file, footers.read(files.get(file))),
            begun -> listener.looked(begun, files.size()));
    table.splits = splits.stream().flatMap(List::stream).toList();
    return table;
  }

  private List<Split> add(int file, Footer footer) {
    synchronized (this) {
      partitionSchemas.add(footer.partitionSchema());
      groups
          .computeIfAbsent(footer.schema(), schema -> new Group(schema.columns()))
          .add(file, footer);
    }
    return splits(footer);
  }

  /// A split per row group.
  private static List<Split> splits(Footer footer) {
    var file = footer.file();
    return footer.rowGroups().stream()
        .filter(group -> group.rowCount() > 0)
        .map(group -> split(file, group))
        .toList();
  }

  private static Split split(TableFile file, RowGroupFacts group) {
    return new Split(
        file.path(), file.bytes(), group.start(), group.bytes(), file.knownValues(), file.eTag());
  }

  /// In the order in which their first files are listed.
  synchronized List<SameSchema> schemas() {
    var schemas = new ArrayList<SameSchema>();
    groups.values().stream()
        .sorted(Comparator.comparingInt(group -> group.firstFile))
        .forEach(
            group ->
                schemas.add(
                    new SameSchema(
                        files.get(group.firstFile),
                        group.fileCount,
                        group.columns,
                        group.statistics)));
    return schemas;
  }

  List<Split> splits() {
    return splits;
  }

  /// What the files say of the types of the columns in their folders; empty unless all say the
  /// same.
  synchronized String partitionSchema() {
    return partitionSchemas.size() == 1 ? partitionSchemas.iterator().next() : "";
  }
}
