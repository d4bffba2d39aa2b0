package dev.stint.sql.catalog;

import dev.stint.plan.format.FileFormat;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What table names in SQL mean. Opening lists files and reads footers or samples, so a catalog
/// opens a table when it is first asked for and remembers it.
public interface Catalog {

  /// A table as it is asked for: by its name, or, with a format, by the path of its files.
  record Ask(@Nullable FileFormat format, String name) {}

  /// Says which tables will probably be asked for, so that they can be opened all at once. What is
  /// wrong with one is said when it is asked for.
  default void expect(Collection<Ask> tables) {}

  /// A table by its name, without regard to case; empty when there is none.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER naming the path when the files are
  ///   missing, denied, corrupt, or contradict each other
  Optional<Table> find(String name);

  /// The table that files at a path make, as in ``parquet.`s3://lake/trips/` ``.
  Table open(FileFormat format, String path);

  /// The table that an output's files make already, as its first file shows it; empty when there is
  /// none, or when the catalog knows no files.
  default Optional<Table> output(FileFormat format, String path) {
    return Optional.empty();
  }

  /// All names, for messages.
  List<String> names();
}
