package dev.stint.coordinator.statement;

import dev.stint.coordinator.run.RunObjects;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.ViewColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The rows that a session keeps for `CACHE TABLE`, as Parquet files in a folder of its own in the
/// work folder: read in the place of the table or view whose rows they are, computed anew when they
/// have become old, and deleted when the session ends. Belongs to one thread.
final class KeptRows {

  /// What is kept: the rows that the statement `sql` gave among `names`, where they are, and what
  /// they depend on. Without `rows` they are to be computed before they are read.
  record Kept(
      String name,
      String sql,
      Namespace names,
      Set<String> reads,
      boolean isOfQuery,
      @Nullable TableSource rows) {

    Kept {
      reads = Set.copyOf(reads);
    }

    Kept with(@Nullable TableSource newRows) {
      return new Kept(name, sql, names, reads, isOfQuery, newRows);
    }

    private String key() {
      return key(name);
    }

    private static String key(String name) {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  private final String sessionId;
  private final Map<String, Kept> byKey = new LinkedHashMap<>();
  private @Nullable String folder;
  private int computed;

  /// `sessionId` is no other session's.
  KeptRows(String sessionId) {
    this.sessionId = sessionId;
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  Optional<Kept> find(String name) {
    return Optional.ofNullable(byKey.get(Kept.key(name)));
  }

  /// What is to be computed before a statement that reads these names, the first of it.
  Optional<Kept> due(Set<String> reads) {
    return byKey.values().stream()
        .filter(kept -> kept.rows() == null && reads.contains(kept.key()))
        .findFirst();
  }

  /// A place for rows in which there are none yet.
  String place(String workPath) {
    if (folder == null) {
      folder = RunObjects.keptFolder(workPath, sessionId);
    }
    return folder + computed++;
  }

  void add(Kept kept) {
    byKey.put(kept.key(), kept);
  }

  /// The rows of one are there, written to a place.
  void put(Kept kept, String place, List<ViewColumn> columns, ObjectStore store) {
    var schema = TableDefinitions.schema(columns);
    var rows = new TableSource(kept.name(), place, "parquet", Map.of(), schema);
    add(kept.with(rows.withLimits(TableDefinitions.limits(columns))));
    store.write(lifeSign(), new byte[0]);
  }

  /// Finds out whether the rows are still there, before a statement reads some, and says that they
  /// are needed: those of a session that is silent for long are cleared away.
  void check(ObjectStore store) {
    if (folder == null) {
      return;
    }
    if (store.head(lifeSign()).isEmpty()) {
      byKey.replaceAll((_, kept) -> kept.with(null));
    } else {
      store.write(lifeSign(), new byte[0]);
    }
  }

  private String lifeSign() {
    return RunObjects.lifeSign(folder == null ? "" : folder);
  }

  /// The names of a statement that reads kept rows: views of which there are some are tables to it.
  /// `except` is the name of one that is not.
  Namespace seen(Namespace names, @Nullable String except) {
    var seen = names;
    for (var kept : byKey.values()) {
      if (isRead(kept, except)) {
        seen = seen.withoutView(kept.name());
      }
    }
    return seen;
  }

  /// The tables of such a statement.
  List<TableSource> seen(List<TableSource> tables, @Nullable String except) {
    var seen = new ArrayList<TableSource>();
    for (var table : tables) {
      if (find(table.name()).filter(kept -> isRead(kept, except)).isEmpty()) {
        seen.add(table);
      }
    }
    for (var kept : byKey.values()) {
      if (kept.rows() != null && isRead(kept, except)) {
        seen.add(kept.rows());
      }
    }
    return seen;
  }

  private static boolean isRead(Kept kept, @Nullable String except) {
    return kept.rows() != null && !kept.name().equalsIgnoreCase(except);
  }

  /// Other rows lie behind these names: what depends on them is computed anew when it is read.
  void outdate(Set<String> changed, ObjectStore store) {
    outdate(kept -> dependsOn(kept, changed), store);
  }

  /// The same for all of which `isOld` holds.
  void outdate(Predicate<Kept> isOld, ObjectStore store) {
    for (var kept : List.copyOf(byKey.values())) {
      if (isOld.test(kept)) {
        delete(kept, store);
        byKey.put(kept.key(), kept.with(null));
      }
    }
  }

  /// These names mean something else, or nothing: what depends on them is not kept any more.
  void forget(Set<String> changed, ObjectStore store) {
    for (var kept : List.copyOf(byKey.values())) {
      if (dependsOn(kept, changed)) {
        forget(kept.name(), store);
      }
    }
  }

  private static boolean dependsOn(Kept kept, Set<String> changed) {
    return changed.contains(kept.key()) || kept.reads().stream().anyMatch(changed::contains);
  }

  void forget(String name, ObjectStore store) {
    find(name).ifPresent(kept -> delete(kept, store));
    byKey.remove(Kept.key(name));
  }

  private static void delete(Kept kept, ObjectStore store) {
    if (kept.rows() != null) {
      delete(kept.rows().path() + "/", store);
    }
  }

  private static void delete(String folder, ObjectStore store) {
    store.delete(store.list(folder).stream().map(ObjectInfo::path).toList());
  }

  void clear(ObjectStore store) {
    byKey.clear();
    if (folder != null) {
      delete(folder, store);
    }
  }
}
