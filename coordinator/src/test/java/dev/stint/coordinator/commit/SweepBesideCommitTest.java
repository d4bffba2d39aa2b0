package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.WriteMode;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A coordinator gives a run up and sweeps, while another one of the same run, which does not know
/// that it has lost its place, commits: any of them may sleep between any two of its requests.
final class SweepBesideCommitTest {

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void allOfTheRunAppearsOrNothing(long seed) throws Exception {
    var modes = List.of(WriteMode.values());
    var mode = modes.get((int) (seed % modes.size()));
    var store = new InMemoryObjectStore();
    var scene = new CommitScene(store, "s3://lake/out", mode);
    var lostToOthers = scene.uploads(CommitScene.RUN + "-9", 1);

    Turns.run(
        store,
        seed,
        List.<Consumer<ObjectStore>>of(
            through -> commit(scene, through),
            through -> scene.commit(through).dropAll(scene.files)));
    new PendingCommit(store).settle(scene.out);

    assertThat(new TreeSet<>(scene.visible()))
        .isIn(Set.of(new TreeSet<>(scene.names(true)), new TreeSet<>(scene.names(false))));
    assertThat(store.listUploads(scene.out + "/"))
        .extracting(upload -> upload.uploadId())
        .containsExactly(lostToOthers.getFirst().uploadId());
  }

  /// What it finds when its uploads are gone is the user's to know, and no more.
  private static void commit(CommitScene scene, ObjectStore through) {
    try {
      scene.commit(through).complete(scene.files, _ -> {});
    } catch (StintException e) {
      assertThat(e.kind()).isEqualTo(FailureKind.USER);
    }
  }
}
