package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.Faults;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Commits whose requests fail, before or after they had their effect, or are repeated.
final class FileCommitUnderFaultsTest {

  private static final String OUT = "s3://lake/out/";
  private static final List<String> OLD = List.of(OUT + "old-1", OUT + "old-2");

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void failureBeforeThePointChangesNothingAndAfterItTheNextFinishes(long seed) {
    var store = new InMemoryObjectStore(new Faults(seed, 0, 0.2, 0.1));
    OLD.forEach(path -> insist(() -> write(store, path)));
    insist(() -> write(store, OUT + FileCommit.SUCCESS));
    var files = IntStream.range(0, 4).mapToObj(file -> upload(store, "new-" + file)).toList();
    var sink = new FileSink(ParquetFormat.DEFAULT, OUT, WriteMode.OVERWRITE, List.of(), 1);
    var commit = new FileCommit(store, sink, "run-1");
    var steps = new ArrayList<CommitStep>();

    var failure =
        catchThrowableOfType(StintException.class, () -> commit.complete(files, steps::add));

    var newPaths = files.stream().map(PendingFile::path).toList();
    boolean hasReachedPoint = steps.contains(new CommitStep.PointReached());
    if (failure == null) {
      assertThat(hasReachedPoint).isTrue();
    } else if (hasReachedPoint) {
      assertThat(failure).hasMessageContaining("run run-1 has committed to s3://lake/out, but");
    } else {
      assertThat(store.paths()).containsAll(OLD).doesNotContainAnyElementsOf(newPaths);
    }
    boolean isCommitted =
        failure == null || store.paths().contains(OUT + "_stint_commit") || hasReachedPoint;
    insist(() -> new PendingCommit(store).settle(OUT));
    var expected = new ArrayList<>(isCommitted ? newPaths : OLD);
    expected.add(OUT + FileCommit.SUCCESS);
    assertThat(store.paths()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static PendingFile upload(InMemoryObjectStore store, String name) {
    var path = OUT + name;
    var id = insist(() -> store.startUpload(path));
    var eTag = insist(() -> store.uploadPart(path, id, 1, new byte[] {1, 2, 3}, 3));
    return new PendingFile(path, id, List.of(eTag), 3, 5);
  }

  private static boolean write(InMemoryObjectStore store, String path) {
    store.write(path, new byte[1]);
    return true;
  }

  private static <T> T insist(Supplier<T> request) {
    while (true) {
      try {
        return request.get();
      } catch (StintException _) {
        // Until it succeeds.
      }
    }
  }
}
