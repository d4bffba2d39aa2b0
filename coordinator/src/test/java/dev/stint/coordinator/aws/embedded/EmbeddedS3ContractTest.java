package dev.stint.coordinator.aws.embedded;

import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.ObjectStoreContract;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;

/// The embedded server is as good a store as S3.
class EmbeddedS3ContractTest extends ObjectStoreContract {

  private static final EmbeddedS3 SERVER = EmbeddedS3.startTemporary();
  private static final ObjectStore STORE = ObjectStores.open(SERVER.settings());

  private final String root = "s3://contract/" + UUID.randomUUID() + "/";

  EmbeddedS3ContractTest() {
    SERVER.createBucket("contract");
  }

  @AfterAll
  static void stop() {
    STORE.close();
    SERVER.close();
  }

  @Override
  protected ObjectStore store() {
    return STORE;
  }

  @Override
  protected String root() {
    return root;
  }
}
