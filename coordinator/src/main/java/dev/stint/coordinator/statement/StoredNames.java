package dev.stint.coordinator.statement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Parameters;
import dev.stint.sql.request.Settings;
import dev.stint.sql.request.SqlFunction;
import dev.stint.sql.request.View;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables, views and functions that outlast a session: a folder of JSON objects, one for each,
/// `<folder>/tables/<name>.json`, `views` and `functions` alike. Two sessions that make the same
/// name at once are told apart by the store: the second one fails.
public final class StoredNames {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private final ObjectStore store;
  private final String folder;

  /// `folder` is an absolute path without a slash at its end.
  public StoredNames(ObjectStore store, String folder) {
    this.store = store;
    this.folder = folder;
  }

  ObjectStore store() {
    return store;
  }

  /// Where a table has its files that was made without a place for them: a folder that no table
  /// has, whatever that table was called when it was made.
  String place(String table) {
    var taken = tables().stream().map(StoredTable::path).toList();
    String first = folder + "/data/" + file(table);
    String place = first;
    for (int number = 2; taken.contains(place); number++) {
      place = first + "-" + number;
    }
    return place;
  }

  /// All tables, in the order of their names.
  public List<StoredTable> tables() {
    return all("tables", StoredTable.class);
  }

  public Optional<StoredTable> table(String name) {
    return store.head(path("tables", name)).map(found -> read(found, StoredTable.class));
  }

  /// @throws StintException of kind USER where there is such a table
  void create(StoredTable table) {
    if (!store.createIfAbsent(path("tables", table.name()), bytes(table))) {
      throw StintException.user("there is a table called '%s' already".formatted(table.name()));
    }
  }

  /// What is known of a table that is there already.
  void replace(StoredTable table) {
    store.write(path("tables", table.name()), bytes(table));
  }

  void dropTable(String name) {
    store.delete(List.of(path("tables", name)));
  }

  /// The views and functions that last.
  public Namespace names() {
    return new Namespace(
        all("views", View.class),
        all("functions", SqlFunction.class),
        List.of(),
        List.of(),
        Parameters.NONE,
        Settings.NONE,
        List.of());
  }

  /// Keeps what lasts of the names after a statement, and forgets what it dropped.
  void keep(Namespace before, Namespace after) {
    for (var view : after.views()) {
      if (!view.isTemporary() && !before.views().contains(view)) {
        store.write(path("views", view.name()), bytes(view));
      }
    }
    for (var function : after.functions()) {
      if (!function.isTemporary() && !before.functions().contains(function)) {
        store.write(path("functions", function.name()), bytes(function));
      }
    }
    var gone = new ArrayList<String>();
    before.views().stream()
        .filter(view -> !view.isTemporary() && after.view(view.name()).isEmpty())
        .forEach(view -> gone.add(path("views", view.name())));
    before.functions().stream()
        .filter(one -> !one.isTemporary() && after.function(one.name()).isEmpty())
        .forEach(one -> gone.add(path("functions", one.name())));
    if (!gone.isEmpty()) {
      store.delete(gone);
    }
  }

  private <T> List<T> all(String kind, Class<T> type) {
    return store.list(folder + "/" + kind + "/").stream()
        .filter(found -> found.path().endsWith(".json"))
        .map(found -> read(found, type))
        .toList();
  }

  private String path(String kind, String name) {
    return "%s/%s/%s.json".formatted(folder, kind, file(name));
  }

  /// Names are told apart without regard to case, and may hold what a file's name may not.
  private static String file(String name) {
    return URLEncoder.encode(name.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8);
  }

  private <T> T read(ObjectInfo found, Class<T> type) {
    byte[] bytes = store.read(found.path(), 0, Math.toIntExact(found.bytes()));
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw StintException.user(
          "%s is no %s of a catalog: %s"
              .formatted(found.path(), type.getSimpleName(), e.getMessage()),
          e);
    }
  }

  private static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException e) {
      throw StintException.internal("cannot write an entry of the catalog", e);
    }
  }
}
