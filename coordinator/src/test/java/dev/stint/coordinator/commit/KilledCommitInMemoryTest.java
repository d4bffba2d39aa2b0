package dev.stint.coordinator.commit;

import dev.stint.shuffle.store.InMemoryObjectStore;

final class KilledCommitInMemoryTest extends KilledCommitContract {

  KilledCommitInMemoryTest() {
    super(new InMemoryObjectStore(), "s3://lake", Pairs.ALL);
  }
}
