package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.coordinator.commit.KillingObjectStore.Moment;
import dev.stint.coordinator.journal.HookedStore;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A run that died past its commit point is finished by several at once, while the next run
/// commits: any of them may sleep between any two of its requests.
final class HelpersAtOnceTest {

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noneHarmsWhatAnotherHasDone(long seed) throws Exception {
    var modes = List.of(WriteMode.values());
    var mode = modes.get((int) (seed % modes.size()));
    var store = new InMemoryObjectStore();
    var scene = new CommitScene(store, "s3://lake/out", mode);
    killPastThePoint(scene, seed);
    var later = scene.uploads("run-2", 2);
    var views = new ArrayList<List<String>>();

    Turns.run(
        store,
        seed,
        List.<Consumer<ObjectStore>>of(
            through -> new PendingCommit(through).settle(scene.out),
            through -> scene.commit(through).complete(scene.files, _ -> {}),
            through -> scene.commit(through, WriteMode.APPEND, "run-2").complete(later, _ -> {}),
            through -> views.add(settledNames(through, scene))));

    var both = new TreeSet<>(scene.names(true));
    both.addAll(scene.names(later));
    assertThat(scene.visible()).containsExactlyElementsOf(both);
    assertThat(OutputFolder.of(store, scene.out).claim().orElseThrow().runId()).contains("run-2");
    assertThat(views)
        .allSatisfy(view -> assertThat(view).isIn(scene.names(true), List.copyOf(both)));
    scene.assertNothingLeft();
  }

  @Test
  void aCommitWithoutFilesThatAnotherHasFinishedIsNotDoneAgain() {
    var store = new InMemoryObjectStore();
    var scene = new CommitScene(store, "s3://lake/out", WriteMode.OVERWRITE);
    var later = scene.uploads("run-2", 2);
    var isFirst = new AtomicBoolean(true);
    var interrupted =
        new HookedStore(
            store,
            (path, creation) -> {
              boolean isCreated = creation.getAsBoolean();
              if (path.endsWith("/_stint_commit") && isFirst.getAndSet(false)) {
                scene.commit(store, WriteMode.APPEND, "run-2").complete(later, _ -> {});
              }
              return isCreated;
            });

    var ending = scene.commit(interrupted).complete(List.of(), _ -> {});

    assertThat(ending).isEqualTo(FileCommit.Ending.COMMITTED);
    assertThat(scene.visible()).containsExactlyElementsOf(scene.names(later));
  }

  @Test
  void aCommitWithoutFilesThatAnotherHasFinishedIsNotSkippedWhereNothingIsThere() {
    var store = new InMemoryObjectStore();
    var isFirst = new AtomicBoolean(true);
    var helped =
        new HookedStore(
            store,
            (path, creation) -> {
              boolean isCreated = creation.getAsBoolean();
              if (path.endsWith("/_stint_commit") && isFirst.getAndSet(false)) {
                // Which finishes the first, and takes the claim.
                withoutFiles(store, WriteMode.APPEND, "run-2").complete(List.of(), _ -> {});
              }
              return isCreated;
            });

    var ending = withoutFiles(helped, WriteMode.IGNORE, "run-1").complete(List.of(), _ -> {});

    assertThat(ending).isEqualTo(FileCommit.Ending.COMMITTED);
  }

  /// Without files there is nothing to drop that would keep another from committing yet.
  @Test
  void aCommitWithoutFilesWhoseRecordCouldNotBeCreatedIsNotKnown() {
    var failing =
        new HookedStore(
            new InMemoryObjectStore(),
            (_, _) -> {
              throw StintException.transientFailure("no answer", new IOException("no answer"));
            });

    assertThatThrownBy(
            () -> withoutFiles(failing, WriteMode.OVERWRITE, "run-1").complete(List.of(), _ -> {}))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("it is not known whether run run-1 has committed to s3://lake/out");
  }

  private static FileCommit withoutFiles(ObjectStore store, WriteMode mode, String runId) {
    var sink = new FileSink(ParquetFormat.DEFAULT, "s3://lake/out", mode, List.of(), 1);
    return new FileCommit(store, sink, runId);
  }

  @Test
  void aRecordThatIsReplacedWhileItIsReadIsReadAgain() {
    var store = new InMemoryObjectStore();
    var folder = "s3://lake/out/";
    var sink = new FileSink(ParquetFormat.DEFAULT, folder, WriteMode.APPEND, List.of(), 1);
    new FileCommit(store, sink, "run-1").complete(List.of(), _ -> {});
    var records =
        Stream.of("run-2", "run-of-a-longer-name")
            .map(run -> CommitRecord.of(run, folder, WriteMode.APPEND, List.of()).json())
            .toList();
    store.write(folder + "_stint_commit", records.getFirst());
    var isFirst = new AtomicBoolean(true);
    var changing =
        after(
            store,
            "head",
            path -> {
              if (path.endsWith("/_stint_commit") && isFirst.getAndSet(false)) {
                store.poke(path, records.getLast());
              }
            });

    new PendingCommit(changing).settle(folder);

    assertThat(OutputFolder.of(store, folder).claim().orElseThrow().runId())
        .contains("run-of-a-longer-name");
  }

  /// `store`, which calls `action` with the path after each request of that name.
  private static ObjectStore after(ObjectStore store, String request, Consumer<String> action) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, method, arguments) -> {
              var answer = method.invoke(store, arguments);
              if (method.getName().equals(request)) {
                action.accept((String) arguments[0]);
              }
              return answer;
            });
  }

  private static void killPastThePoint(CommitScene scene, long seed) {
    for (int request = 1 + (int) (seed % 24); !scene.isCommitted(); request++) {
      try {
        scene
            .commit(new KillingObjectStore(scene.store, request, Moment.AFTER))
            .complete(scene.files, _ -> {});
      } catch (KillingObjectStore.Killed | java.util.concurrent.CompletionException _) {
        // As it should be.
      }
    }
  }

  /// As the catalog lists: what is there when the folder says the same before and after.
  private static List<String> settledNames(ObjectStore through, CommitScene scene) {
    var commits = new PendingCommit(through);
    while (true) {
      try {
        var before = commits.settle(scene.out);
        var folder = OutputFolder.of(through, scene.out);
        var names =
            through.list(scene.out + "/").stream()
                .filter(folder::isVisible)
                .map(object -> folder.relative(object.path()))
                .toList();
        if (commits.settle(scene.out).equals(before)) {
          return names;
        }
      } catch (StintException e) {
        throw new AssertionError(e);
      }
    }
  }
}
