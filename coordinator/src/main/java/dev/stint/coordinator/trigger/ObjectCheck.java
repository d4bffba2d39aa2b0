package dev.stint.coordinator.trigger;

import dev.stint.shuffle.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/// How an object that was uploaded stands now.
enum ObjectCheck {
  THERE,
  /// Another version of it is there, as its ETag says.
  REPLACED,
  GONE,
  /// It has no bytes, so no rows; folders that consoles make are such objects.
  EMPTY,
  /// By its name no table shows it.
  HIDDEN;

  /// `eTag` is the uploaded version's, `null` when it is not known.
  static ObjectCheck of(ObjectStore store, String path, @Nullable String eTag) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    if (name.isEmpty()) {
      return EMPTY;
    }
    if (name.startsWith("_") || name.startsWith(".")) {
      return HIDDEN;
    }
    var found = store.head(path);
    if (found.isEmpty()) {
      return GONE;
    }
    if (eTag != null && !found.get().eTag().replace("\"", "").equals(eTag)) {
      return REPLACED;
    }
    return found.get().bytes() == 0 ? EMPTY : THERE;
  }
}
