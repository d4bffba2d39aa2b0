package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stint.coordinator.commit.KillingObjectStore.Moment;
import dev.stint.plan.stage.WriteMode;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills a committer at each of its requests, and has each of those come who may come next.
abstract class KilledCommitContract {

  private enum Next {
    SAME_RUN,
    READER,
    OTHER_RUN,
    /// The run ends without having finished, and sweeps.
    SWEEP,
    GC
  }

  /// How many of the pairs of a request and of who comes next are tried.
  enum Pairs {
    ALL,
    /// Each request, and all who may come next in turn.
    ONE_IN_FIVE
  }

  private final ObjectStore store;
  private final String root;
  private final Pairs pairs;
  private int scenes;

  /// `root` is an empty folder.
  KilledCommitContract(ObjectStore store, String root, Pairs pairs) {
    this.store = store;
    this.root = root;
    this.pairs = pairs;
  }

  @ParameterizedTest
  @EnumSource(WriteMode.class)
  void whoeverComesNextSeesAllOldOrAllNew(WriteMode mode) {
    int shift = 0;
    for (var moment : Moment.values()) {
      int request = 1;
      while (isKilledAt(mode, request, moment, nextAfter(request + shift))) {
        assertThat(++request).isLessThan(100);
      }
      assertThat(request).isGreaterThan(10);
      shift++;
    }
  }

  private List<Next> nextAfter(int turn) {
    var all = List.of(Next.values());
    return switch (pairs) {
      case ALL -> all;
      case ONE_IN_FIVE -> List.of(all.get(turn % all.size()));
    };
  }

  private boolean isKilledAt(WriteMode mode, int request, Moment moment, List<Next> those) {
    boolean isKilled = false;
    for (var next : those) {
      isKilled |= isKilledAt(mode, request, moment, next);
    }
    return isKilled;
  }

  private boolean isKilledAt(WriteMode mode, int request, Moment moment, Next next) {
    var scene = new CommitScene(store, root + "/" + mode + scenes++, mode);
    var killing = new KillingObjectStore(store, request, moment);
    var death =
        catchThrowable(
            () -> {
              scene.commit(killing).begin();
              scene.commit(killing).complete(scene.files, _ -> {});
            });
    assertThat(death == null).isEqualTo(!killing.hasKilled());
    boolean isCommitted = scene.isCommitted();
    if (!isCommitted) {
      assertThat(scene.visible()).isEqualTo(scene.names(false));
    }
    var description = "%s %s request %d, then %s".formatted(mode, moment, request, next);
    switch (next) {
      case SAME_RUN -> {
        var ending = scene.commit(store).complete(scene.files, _ -> {});
        assertThat(ending).as(description).isEqualTo(FileCommit.Ending.COMMITTED);
        assertThat(scene.visible()).as(description).isEqualTo(scene.names(true));
      }
      case READER -> {
        new PendingCommit(store).settle(scene.out);
        assertThat(scene.visible()).as(description).isEqualTo(scene.names(isCommitted));
      }
      case SWEEP -> {
        scene.commit(store).dropAll(scene.files);
        new PendingCommit(store).settle(scene.out);
        assertThat(scene.visible()).as(description).isEqualTo(scene.names(isCommitted));
      }
      case GC -> {
        new Leftovers(store).sweep(scene.out, _ -> true, Instant.MAX);
        assertThat(scene.visible()).as(description).isEqualTo(scene.names(isCommitted));
        assertThat(store.listUploads(scene.out + "/")).as(description).isEmpty();
      }
      case OTHER_RUN -> commitsAfter(scene, isCommitted, description);
    }
    scene.assertNothingLeft();
    return death != null;
  }

  private void commitsAfter(CommitScene scene, boolean isCommitted, String description) {
    var other = scene.commit(store, WriteMode.APPEND, "run-2");
    other.begin();
    assertThat(scene.visible()).as(description).isEqualTo(scene.names(isCommitted));
    var files = scene.uploads("run-2", 1);
    var steps = new ArrayList<CommitStep>();
    other.complete(files, steps::add);
    var expected = new TreeSet<>(scene.names(isCommitted));
    expected.addAll(scene.names(files));
    assertThat(scene.visible()).as(description).containsExactlyElementsOf(expected);
    assertThat(steps).last().isEqualTo(new CommitStep.Finished());
  }
}
