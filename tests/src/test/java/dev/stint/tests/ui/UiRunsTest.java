package dev.stint.tests.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.ui.UiRuns;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ForwardingObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UiRunsTest {

  @TempDir Path folder;

  private final List<String> reads = Collections.synchronizedList(new ArrayList<>());

  private UiRuns runs() {
    var recorded = new RecordedRuns(folder).with(RecordedRuns.ALL);
    var store =
        new ForwardingObjectStore(recorded.store()) {
          @Override
          public byte[] read(String path, long offset, int length) {
            reads.add(path);
            return super.read(path, offset, length);
          }
        };
    var history = new RunHistory(store, recorded.workPath());
    return new UiRuns(List.of(history), PriceTable.US_EAST_1_ARM, InstantSource.system());
  }

  @Test
  void logOfARunThatIsOverIsReadOnceForTheListAndItsPage() {
    var runs = runs();

    var listing = CompletableFuture.supplyAsync(runs::lines);
    var page = runs.page(RecordedRuns.SKEWED, null).orElseThrow();
    var lines = listing.join().lines();
    var again = runs.page(RecordedRuns.SKEWED, null).orElseThrow();

    assertThat(lines).hasSize(RecordedRuns.ALL.size());
    assertThat(again).isSameAs(page);
    assertThat(runs.page(RecordedRuns.SKEWED, page.version())).isEmpty();
    assertThat(reads).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void runsOfABucketAreListedAndShown() throws IOException {
    try (var s3 = EmbeddedS3.start(folder);
        var store = ObjectStores.open(s3.settings())) {
      s3.createBucket("work");
      for (var entry : RecordedRuns.entries(RecordedRuns.SKEWED)) {
        store.write(
            "s3://work/runs/skewed/journal/" + entry.getFileName(), Files.readAllBytes(entry));
      }
      var histories = List.of(new RunHistory(store, "s3://work"));

      var runs = new UiRuns(histories, PriceTable.US_EAST_1_ARM, InstantSource.system());

      assertThat(runs.lines().lines())
          .singleElement()
          .satisfies(line -> assertThat(line.run()).isEqualTo("skewed"));
      assertThat(runs.page("skewed", null)).isPresent();
    }
  }
}
