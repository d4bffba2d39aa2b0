package dev.stint.shuffle.s3;

import dev.stint.config.store.S3Settings;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RoutingObjectStore;

/// Opens the store that a process uses for everything.
public final class ObjectStores {

  private ObjectStores() {}

  /// Files, and S3 as `settings` say; the client for S3 starts with the first path that needs it.
  public static ObjectStore open(S3Settings settings) {
    return new RoutingObjectStore(FileObjectStore::new, () -> S3ObjectStore.open(settings));
  }
}
