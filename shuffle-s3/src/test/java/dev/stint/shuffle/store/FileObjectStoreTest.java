package dev.stint.shuffle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {

  @TempDir private Path folder;

  private final ObjectStore store = new FileObjectStore();

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected String root() {
    return "file://" + folder + "/";
  }

  @Test
  void anotherProcessCompletesAnUpload() {
    String upload = store.startUpload(path("out/month=1/file"));
    String eTag = store.uploadPart(path("out/month=1/file"), upload, 1, new byte[10], 10);

    new FileObjectStore().completeUpload(path("out/month=1/file"), upload, List.of(eTag));

    assertThat(read("out/month=1/file")).hasSize(10);
  }

  @Test
  void abortedUploadsLeaveNotEvenFolders() {
    String upload = store.startUpload(path("out/month=1/file"));
    store.uploadPart(path("out/month=1/file"), upload, 1, new byte[10], 10);
    store.abortUpload(path("out/month=1/file"), upload);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void manyMayCompleteOneUploadAtOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      String path = path("out/" + round);
      String upload = store.startUpload(path);
      var eTags =
          List.of(
              store.uploadPart(path, upload, 1, new byte[100], 100),
              store.uploadPart(path, upload, 2, new byte[100], 50));
      allAtOnce(() -> store.completeUpload(path, upload, eTags));
      assertThat(store.head(path).orElseThrow().bytes()).isEqualTo(150);
    }
    assertThat(folder.resolve("out/.stint-uploads")).doesNotExist();
  }

  @Test
  void abortingWhilePartsComeLeavesNothing() throws Exception {
    for (int round = 0; round < 20; round++) {
      String path = path("out/" + round);
      String upload = store.startUpload(path);
      var number = new AtomicInteger();
      allAtOnce(
          () -> {
            int part = number.incrementAndGet();
            if (part == 4) {
              store.abortUpload(path, upload);
            } else {
              uploadUnlessAborted(path, upload, part);
            }
          });
    }
    assertThat(folder).isEmptyDirectory();
  }

  private void uploadUnlessAborted(String path, String upload, int part) {
    try {
      store.uploadPart(path, upload, part, new byte[1000], 1000);
    } catch (StintException e) {
      assertThat(e).hasMessageContaining("is not there: it was aborted");
    }
  }

  private static void allAtOnce(Runnable action) throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var done = threads.invokeAll(Collections.nCopies(8, Executors.callable(action)));
      for (var each : done) {
        each.get();
      }
    }
  }

  @Test
  void anUploadThatCannotAppearIsKept() throws IOException {
    String upload = store.startUpload(path("out"));
    String eTag = store.uploadPart(path("out"), upload, 1, new byte[10], 10);
    Files.createDirectories(folder.resolve("out/inside"));

    fails(
        FailureKind.USER,
        path("out"),
        () -> store.completeUpload(path("out"), upload, List.of(eTag)));

    assertThat(store.listUploads(root()))
        .extracting(PendingUpload::path, PendingUpload::uploadId)
        .containsExactly(tuple(path("out"), upload));
    Files.delete(folder.resolve("out/inside"));
    Files.delete(folder.resolve("out"));
    store.completeUpload(path("out"), upload, List.of(eTag));
    assertThat(read("out")).hasSize(10);
  }

  @Test
  void completedUploadsLeaveOnlyTheFile() throws IOException {
    String upload = store.startUpload(path("out/file"));
    String eTag = store.uploadPart(path("out/file"), upload, 1, new byte[10], 10);
    store.completeUpload(path("out/file"), upload, List.of(eTag));
    store.write(path("out/b"), new byte[1]);
    store.createIfAbsent(path("out/c"), new byte[1]);

    try (var paths = Files.walk(folder)) {
      assertThat(paths.filter(Files::isRegularFile).map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("file", "b", "c");
    }
    assertThat(folder.resolve("out/.stint-uploads")).doesNotExist();
    assertThat(folder.resolve(".stint-uploads")).doesNotExist();
  }

  @Test
  void deletingFilesTakesTheirEmptiedFoldersButNotTheOneAbove() {
    List.of("t/x=1/a", "t/x=1/b", "t/x=2/a", "t/x=3/keep")
        .forEach(name -> store.write(path(name), new byte[1]));

    store.delete(List.of(path("t/x=1/a"), path("t/x=1/b"), path("t/x=2/a")));

    assertThat(folder.resolve("t").toFile().list()).containsExactly("x=3");
    store.delete(List.of(path("t/x=3/keep")));
    assertThat(folder.resolve("t/x=3")).isEmptyDirectory();
  }

  @Test
  void foldersAreNoObjects() throws IOException {
    Files.createDirectories(folder.resolve("empty/below"));

    assertThat(listed("")).isEmpty();
    assertThat(store.head(path("empty"))).isEmpty();
    fails(FailureKind.USER, path("empty"), () -> store.write(path("empty"), new byte[1]));
    fails(FailureKind.USER, path("empty"), () -> store.createIfAbsent(path("empty"), new byte[1]));
    fails(FailureKind.USER, path("empty"), () -> store.read(path("empty"), 0, 1));
    fails(FailureKind.USER, path("empty"), () -> store.delete(List.of(path("empty"))));
  }

  @Test
  void filesHoldNoFiles() {
    store.write(path("a"), new byte[1]);

    fails(FailureKind.USER, path("a/b"), () -> store.write(path("a/b"), new byte[1]));
    fails(FailureKind.USER, path("a/b"), () -> store.read(path("a/b"), 0, 1));
    store.delete(List.of(path("a/b"), path("other")));
    assertThat(listed("")).containsExactly("a");
  }

  @Test
  void linkedFoldersAreListedAndLoopsAreNot() throws IOException {
    store.write(path("real/file"), new byte[1]);
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("real/loop"), folder);

    assertThat(listed("link/")).contains("link/file");
    assertThat(listed("real/")).contains("real/file");
  }

  @Test
  void whatKilledWritesLeftIsSweptByAge() throws IOException {
    String upload = store.startUpload(path("out/open"));
    store.write(path("out/there"), new byte[1]);
    Path staging = Files.createDirectories(folder.resolve("out/.stint-uploads/half-aborted"));
    Files.write(staging.resolve("00001-part"), new byte[5]);
    Files.write(staging.resolveSibling("killed.tmp"), new byte[7]);
    Files.write(folder.resolve("out/.stint-write-killed"), new byte[9]);

    assertThat(listed("")).containsExactly("out/there");
    assertThat(store.sweepTemporary(path("out/"), Instant.EPOCH)).isEqualTo(SweptFiles.NONE);
    assertThat(store.sweepTemporary(path("out/"), Instant.MAX)).isEqualTo(new SweptFiles(3, 21));

    assertThat(folder.resolve("out").toFile().list()).containsExactlyInAnyOrder("there");
    assertThat(listed("")).containsExactly("out/there");
    assertThat(store.listUploads(root())).extracting("uploadId").containsExactly(upload);
  }

  @Test
  void stagingIsNobodysBusiness() {
    String inside = path("a/.stint-uploads/b");
    String beside = path("a/.stint-write-b");

    fails(FailureKind.USER, beside, () -> store.write(beside, new byte[1]));
    fails(FailureKind.USER, inside, () -> store.write(inside, new byte[1]));
    fails(FailureKind.USER, "s3://bucket/key", () -> store.head("s3://bucket/key"));
    fails(FailureKind.USER, path("a//b"), () -> store.head(path("a//b")));
    fails(FailureKind.USER, path("a/"), () -> store.head(path("a/")));
    fails(FailureKind.USER, "an-id", () -> store.uploadPart(path("a"), "an-id", 1, new byte[1], 1));
  }
}
