package dev.stint.coordinator.journal;

import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;

final class JournalInMemoryTest extends JournalContract {

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Override
  ObjectStore store() {
    return store;
  }

  @Override
  String runPath() {
    return "s3://bucket/runs/r/";
  }
}
