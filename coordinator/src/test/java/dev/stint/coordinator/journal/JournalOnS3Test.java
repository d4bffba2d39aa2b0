package dev.stint.coordinator.journal;

import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;

final class JournalOnS3Test extends JournalContract {

  private static final EmbeddedS3 SERVER = startWithBucket();
  private static final ObjectStore STORE = ObjectStores.open(SERVER.settings());
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String runPath = "s3://lake/runs/" + RUNS.incrementAndGet() + "/";

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

  @Override
  ObjectStore store() {
    return STORE;
  }

  @Override
  String runPath() {
    return runPath;
  }
}
