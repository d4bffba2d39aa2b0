package dev.stint.coordinator.commit;

import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;

final class KilledCommitOnS3Test extends KilledCommitContract {

  private static final EmbeddedS3 SERVER = startWithBucket();
  private static final ObjectStore STORE = ObjectStores.open(SERVER.settings());
  private static final AtomicInteger FOLDERS = new AtomicInteger();

  KilledCommitOnS3Test() {
    super(STORE, "s3://lake/" + FOLDERS.incrementAndGet(), Pairs.ONE_IN_FIVE);
  }

  private static EmbeddedS3 startWithBucket() {
    var server = EmbeddedS3.startTemporary();
    server.createBucket("lake");
    return server;
  }

  @AfterAll
  static void stop() {
    STORE.close();
    SERVER.close();
  }
}
