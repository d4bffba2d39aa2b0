package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Small JSON objects in a store: what triggers note. Each has `"version":1`.
final class StoredJson {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectStore store;

  StoredJson(ObjectStore store) {
    this.store = store;
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode().put("version", VERSION);
  }

  /// @throws StintException of kind USER for an object of another version of Stint
  Optional<JsonNode> read(String path) {
    return store.head(path).map(found -> parse(path, found.bytes()));
  }

  private JsonNode parse(String path, long bytes) {
    try {
      var json = MAPPER.readTree(store.read(path, 0, Math.toIntExact(bytes)));
      int version = json.path("version").asInt(0);
      if (version != VERSION) {
        throw StintException.user(
            "%s has version %d of its format, and this Stint reads version %d: use the version of Stint that wrote it"
                .formatted(path, version, VERSION));
      }
      return json;
    } catch (IOException e) {
      throw StintException.internal(path + " is no JSON: " + e.getMessage(), e);
    }
  }

  /// Creates an object unless one is there, and gives the one that is there.
  JsonNode createOrRead(String path, ObjectNode json) {
    if (create(path, json)) {
      return json;
    }
    return read(path)
        .orElseThrow(
            () ->
                new StintException(
                    FailureKind.TRANSIENT, path + " was deleted while it was read", null));
  }

  /// Creates an object unless another is there; says whether the one that is there is equal.
  boolean create(String path, ObjectNode json) {
    return store.createIfAbsent(path, bytes(json));
  }

  void write(String path, ObjectNode json) {
    store.write(path, bytes(json));
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
