package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {

  private static final List<String> DEAD =
      List.of(
          "a/part-00000-0-dead-1.csv",
          "a/b/p=1/part-00001-2-dead-0.parquet",
          "c/part-00000-0-gone-3.json.gz");
  private static final List<String> KEPT =
      List.of("a/part-00000-0-alive-1.csv", "somebodys-own.csv");

  @Test
  void uploadsOfDeadRunsAreFoundInAllFoldersOfABucket() {
    try (var server = EmbeddedS3.startTemporary();
        var store = ObjectStores.open(server.settings())) {
      server.createBucket("lake");
      deadRunsAreSwept(store, "s3://lake");
    }
  }

  @Test
  void uploadsOfDeadRunsAreFoundInAllFoldersBelow(@TempDir Path folder) {
    deadRunsAreSwept(new FileObjectStore(), "file://" + folder.toAbsolutePath());
  }

  private static void deadRunsAreSwept(ObjectStore store, String root) {
    for (var name : List.of("a/there", "c/there")) {
      store.write(root + "/" + name, new byte[1]);
    }
    DEAD.forEach(name -> upload(store, root + "/" + name));
    KEPT.forEach(name -> upload(store, root + "/" + name));
    var leftovers = new Leftovers(store);

    assertThat(leftovers.uploads(root, "gone"::equals)).hasSize(1);
    leftovers.sweep(root, Set.of("dead", "gone")::contains, Instant.MAX);

    assertThat(store.listUploads(root + "/"))
        .extracting(PendingUpload::path)
        .containsExactlyInAnyOrderElementsOf(KEPT.stream().map(name -> root + "/" + name).toList());
    assertThat(store.list(root + "/")).hasSize(2);
  }

  private static void upload(ObjectStore store, String path) {
    store.uploadPart(path, store.startUpload(path), 1, new byte[3], 3);
  }
}
