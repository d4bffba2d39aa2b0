package dev.stint.shuffle.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoutingObjectStoreTest {

  private final AtomicInteger s3Openings = new AtomicInteger();
  private final InMemoryObjectStore files = new InMemoryObjectStore();
  private final InMemoryObjectStore s3 = new InMemoryObjectStore();
  private final ObjectStore store =
      new RoutingObjectStore(
          () -> files,
          () -> {
            s3Openings.incrementAndGet();
            return s3;
          });

  @Test
  void opensS3WhenItIsNeededAndOnce() {
    store.write("file:///a", new byte[1]);
    assertThat(s3Openings).hasValue(0);

    store.write("s3://b/a", new byte[1]);
    store.head("s3://b/a");

    assertThat(s3Openings).hasValue(1);
    assertThat(files.paths()).containsExactly("file:///a");
    assertThat(s3.paths()).containsExactly("s3://b/a");
  }

  @Test
  void deletesInBoth() {
    store.write("file:///a", new byte[1]);
    store.write("s3://b/a", new byte[1]);

    store.delete(List.of("s3://b/a", "file:///a"));

    assertThat(files.paths()).isEmpty();
    assertThat(s3.paths()).isEmpty();
  }
}
