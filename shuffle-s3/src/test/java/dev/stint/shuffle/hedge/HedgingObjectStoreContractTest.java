package dev.stint.shuffle.hedge;

import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.ObjectStoreContract;
import dev.stint.shuffle.store.RequestCounts;

/// With a second request whenever one may be sent.
class HedgingObjectStoreContractTest extends ObjectStoreContract {

  private final ObjectStore store =
      new HedgingObjectStore(
          new InMemoryObjectStore(), new Hedging(LatenessClock.ALWAYS_LATE), new RequestCounts());

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected String root() {
    return "s3://bucket/root/";
  }
}
