package dev.stint.shuffle.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.StintException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryObjectStoreTest extends ObjectStoreContract {

  private final ObjectStore store = new InMemoryObjectStore(new Faults(1, 0.1, 0.1, 0));

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected String root() {
    return "s3://bucket/";
  }

  @Test
  void failsTheSameWayForTheSameSeed() {
    var faults = new Faults(42, 0, 0.2, 0.3);

    assertThat(fates(faults)).isEqualTo(fates(faults)).contains("failed").contains("done");
    assertThat(fates(faults)).isNotEqualTo(fates(new Faults(43, 0, 0.2, 0.3)));
  }

  private static List<String> fates(Faults faults) {
    var store = new InMemoryObjectStore(faults);
    var fates = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      try {
        store.write("s3://b/" + i, new byte[1]);
        fates.add("done");
      } catch (StintException e) {
        fates.add("failed");
      }
    }
    fates.addAll(store.paths());
    return fates;
  }
}
