package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.ObjectStoreContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedObjectStoreTest extends ObjectStoreContract {

  private static final byte[] BYTES = {1, 2, 3};

  private final VirtualTime time = new VirtualTime();
  private final Actor actor = new Actor("coordinator", time, ClockError.NONE);
  private final SimulatedS3 s3 = s3(S3Faults.NONE);
  private final ObjectStore store = store(s3, 1);

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected String root() {
    return "s3://bucket/";
  }

  @Test
  void requestsTakeTheActorsTimeAndNotTheWorlds() {
    for (int i = 0; i < 100; i++) {
      store.write("s3://bucket/" + i, BYTES);
    }

    assertThat(Duration.ofNanos(actor.reachedNanos()))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
    assertThat(time.nanos()).isZero();
    assertThat(s3.count(S3Operation.PUT)).isEqualTo(100);
  }

  @Test
  void objectsHaveTheWorldsTime() {
    time.after(Duration.ofHours(3), () -> store.write("s3://bucket/a", BYTES));
    time.step();

    assertThat(store.head("s3://bucket/a").orElseThrow().lastModified())
        .isEqualTo(VirtualTime.START.plus(Duration.ofHours(3)));
  }

  @Test
  void failedRequestsAreTriedAgainButConditionalOnesAreNot() {
    var faulty = s3(new S3Faults(0.1, 0.1, 0.1, 0, 0));
    var unsure = store(faulty, 2);
    int failedCreates = 0;
    int createdUnheard = 0;
    int failedWrites = 0;
    for (int i = 0; i < 500; i++) {
      failedWrites += fails(unsure, "s3://bucket/w" + i, false) ? 1 : 0;
      if (fails(unsure, "s3://bucket/c" + i, true)) {
        failedCreates++;
        createdUnheard += faulty.state().head("s3://bucket/c" + i).isPresent() ? 1 : 0;
      }
    }

    assertThat(failedCreates).isBetween(110, 190);
    assertThat(createdUnheard).isBetween(25, 75);
    assertThat(failedWrites).isLessThan(40);
  }

  @Test
  void requestsAboveTheRateAreRefusedUntilItHasPassed() {
    var slow =
        new SimulatedS3(
            new S3Settings(10, 10, null, S3Faults.NONE), time, new Chance(1).part("s3"));
    var client = new S3Client(new Chance(1).stream("client"), NetworkBuckets.fresh());
    for (int i = 0; i < 50; i++) {
      slow.request(S3Operation.GET, "s3://bucket/a", 0, 1, client, 0);
    }

    assertThat(slow.count(SimulatedS3.Fate.SLOW_DOWN)).isEqualTo(45);
    var later = slow.request(S3Operation.GET, "s3://bucket/a", 0, 1, client, 1_000_000_000L);
    assertThat(later.fate()).isEqualTo(SimulatedS3.Fate.DONE);
  }

  @Test
  void actorsDieBeforeOrAfterTheEffectOfARequest() {
    actor.dieAfter(2);
    store.write("s3://bucket/whole", BYTES);
    assertThatThrownBy(() -> store.write("s3://bucket/never", BYTES)).isInstanceOf(Died.class);

    var second = new Actor("other", time, ClockError.NONE);
    second.dieAfter(1);
    var client = new S3Client(new Chance(1).stream("other"), NetworkBuckets.fresh());
    var others = new SimulatedObjectStore(s3, second, client);
    assertThatThrownBy(() -> others.createIfAbsent("s3://bucket/unheard", BYTES))
        .isInstanceOf(Died.class);

    assertThat(s3.state().paths()).isEqualTo(List.of("s3://bucket/unheard", "s3://bucket/whole"));
  }

  private SimulatedS3 s3(S3Faults faults) {
    return new SimulatedS3(S3Settings.of(faults), time, new Chance(1).part("s3"));
  }

  private ObjectStore store(SimulatedS3 of, int client) {
    return new SimulatedObjectStore(
        of, actor, new S3Client(new Chance(client).stream("client"), NetworkBuckets.fresh()));
  }

  private static boolean fails(ObjectStore store, String path, boolean isConditional) {
    try {
      if (isConditional) {
        var _ = store.createIfAbsent(path, BYTES);
      } else {
        store.write(path, BYTES);
      }
      return false;
    } catch (StintException e) {
      assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT);
      return true;
    }
  }
}
