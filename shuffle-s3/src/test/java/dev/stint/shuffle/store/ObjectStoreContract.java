package dev.stint.shuffle.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every object store does.
public abstract class ObjectStoreContract {

  private static final byte[] HELLO = "hello world".getBytes(UTF_8);

  /// The store under test; each call in one test gives the same.
  protected abstract ObjectStore store();

  /// What the paths of this test begin with, with a slash at the end. Nothing is there yet.
  protected abstract String root();

  @Test
  void givesBackWhatWasWritten() {
    store().write(path("a/b c=d%20é.txt"), HELLO);

    assertThat(read("a/b c=d%20é.txt")).isEqualTo(HELLO);
    var info = store().head(path("a/b c=d%20é.txt")).orElseThrow();
    assertThat(info.path()).isEqualTo(path("a/b c=d%20é.txt"));
    assertThat(info.bytes()).isEqualTo(HELLO.length);
    assertThat(info.eTag()).isNotEmpty().doesNotContain("\"");
  }

  @Test
  void readsRanges() throws IOException {
    store().write(path("a"), HELLO);

    assertThat(store().read(path("a"), 6, 5)).isEqualTo("world".getBytes(UTF_8));
    assertThat(store().read(path("a"), 3, 0)).isEmpty();
    try (var in = store().open(path("a"), 0, 5)) {
      assertThat(in.readAllBytes()).isEqualTo("hello".getBytes(UTF_8));
    }
    try (var in = store().open(path("a"), 0, HELLO.length)) {
      assertThat(in.read()).isEqualTo('h'); // and is closed early
    }
  }

  @Test
  void readsNoOtherVersionThanTheOneAskedFor() {
    store().write(path("a"), HELLO);
    String eTag = store().head(path("a")).orElseThrow().eTag();
    try (var in = store().open(path("a"), eTag, 6, 5)) {
      byte[] bytes = new byte[5];
      in.readFully(bytes);
      assertThat(bytes).isEqualTo("world".getBytes(UTF_8));
    }

    store().write(path("a"), "hello there, world".getBytes(UTF_8));

    assertThatThrownBy(() -> store().open(path("a"), eTag, 6, 5).close())
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessageStartingWith(path("a") + " was replaced after this run was planned");
  }

  /// More than the buffers of any connection hold: such a stream waits for its reader.
  @Test
  void streamsRangesAsTheyAreRead() {
    byte[] bytes = random(40 << 20);
    store().write(path("large"), bytes);
    byte[] beginning = new byte[1000];
    byte[] rest = new byte[bytes.length - 1000 - 7];

    try (var in = store().open(path("large"), 7, bytes.length - 7);
        var other = store().open(path("large"), 0, bytes.length)) {
      in.readFully(beginning);
      other.readFully(new byte[1]);
      // Others are served meanwhile.
      assertThat(store().read(path("large"), bytes.length - 1, 1))
          .containsExactly(bytes[0x27FFFFF]);
      in.readFully(rest);
      assertThat(in.read()).isEqualTo(-1);
    }

    assertThat(Arrays.equals(beginning, Arrays.copyOfRange(bytes, 7, 1007))).isTrue();
    assertThat(Arrays.equals(rest, Arrays.copyOfRange(bytes, 1007, bytes.length))).isTrue();
  }

  /// Far more than the connections of any store.
  @Test
  void givesBackWhatStreamsHold() {
    store().write(path("large"), random(2 << 20));

    for (int i = 0; i < 600; i++) {
      try (var in = store().open(path("large"), 0, 2 << 20)) {
        assertThat(in.read()).isNotNegative();
      }
    }
  }

  @Test
  void replacesObjects() {
    store().write(path("a"), HELLO);
    store().write(path("a"), new byte[0]);

    assertThat(store().head(path("a")).orElseThrow().bytes()).isZero();
    assertThat(store().list(root())).hasSize(1);
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(store().head(path("nothing"))).isEmpty();
    fails(FailureKind.USER, path("nothing"), () -> store().read(path("nothing"), 0, 1));
    fails(FailureKind.USER, path("nothing"), () -> store().open(path("nothing"), 0, 1).close());
    store().write(path("a"), HELLO);
    assertThat(store().head(path("a/below"))).isEmpty();
  }

  @Test
  void refusesRangesBeyondTheEnd() {
    store().write(path("a"), HELLO);

    fails(FailureKind.USER, path("a"), () -> store().read(path("a"), 6, 6));
    fails(FailureKind.USER, path("a"), () -> store().read(path("a"), 12, 1));
    fails(FailureKind.USER, path("a"), () -> store().open(path("a"), 100, 1).close());
  }

  @Test
  void refusesWhatIsNoPath() {
    for (String path : List.of("", "a/b", "ftp://a/b", "s3://", "s3:///a", "file://a/b")) {
      fails(FailureKind.USER, path, () -> store().head(path));
      fails(FailureKind.USER, path, () -> store().list(path));
    }
    for (String key : List.of("../a", "a/../b", "a/..", "./a", "a/./b")) {
      fails(FailureKind.USER, path(key), () -> store().write(path(key), HELLO));
    }
    fails(FailureKind.USER, "s3://bucket/", () -> store().write("s3://bucket/", HELLO));
    fails(FailureKind.USER, "file:///", () -> store().write("file:///", HELLO));
  }

  @Test
  void listsFoldersWithoutWhatIsInThem() {
    for (String key : List.of("a/b/c", "a/b/d/e", "a/b1/c", "a/é/c", "a/Z/c", "a/file", "ab/c/d")) {
      store().write(path(key), HELLO);
    }
    String upload = store().startUpload(path("a/file2"));

    assertThat(store().folders(path("a/"))).containsExactly("Z", "b", "b1", "é");
    assertThat(store().folders(root())).containsExactly("a", "ab");
    assertThat(store().folders(path("a/b/d/"))).isEmpty();
    assertThat(store().folders(path("nothing/"))).isEmpty();
    assertThat(store().folders(path("a/file/"))).isEmpty();
    fails(FailureKind.USER, path("a"), () -> store().folders(path("a")));
    store().delete(List.of(path("a/b/c"), path("a/b/d/e"), path("a/b1/c")));
    assertThat(store().folders(path("a/"))).containsExactly("Z", "é");
    store().abortUpload(path("a/file2"), upload);
  }

  @Test
  void createsOnlyWhatIsAbsent() {
    assertThat(store().createIfAbsent(path("a/b"), HELLO)).isTrue();
    assertThat(store().createIfAbsent(path("a/b"), new byte[1])).isFalse();

    assertThat(read("a/b")).isEqualTo(HELLO);
  }

  /// As one does who never heard that the first try succeeded.
  @Test
  void knowsAgainWhatItCreated() {
    for (byte[] bytes : List.of(HELLO, new byte[0])) {
      String path = path("created/" + bytes.length);
      assertThat(store().createIfAbsent(path, bytes)).isTrue();

      assertThat(store().createIfAbsent(path, bytes)).isTrue();
      assertThat(store().createIfAbsent(path, new byte[bytes.length + 1])).isFalse();
    }
    assertThat(store().createIfAbsent(path("created/11"), new byte[11])).isFalse();
  }

  @Test
  void letsOneOfManyCreate() throws Exception {
    for (int round = 0; round < 10; round++) {
      String path = path("race/" + round);
      List<Callable<Boolean>> racers =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(
                  i -> () -> store().createIfAbsent(path, new byte[] {(byte) i}))
              .toList();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var results = new ArrayList<Boolean>();
        for (var future : threads.invokeAll(racers)) {
          results.add(future.get());
        }
        byte winner = (byte) results.indexOf(true);
        assertThat(results).containsOnlyOnce(true);
        assertThat(store().read(path, 0, 1)).containsExactly(winner);
      }
    }
  }

  @Test
  void listsByPrefixInTheOrderOfUtf8() {
    // U+FF5A sorts above the surrogates of U+1F600 as UTF-16, but below it as UTF-8.
    var names = List.of("b/1", "b/10", "b/2", "b-", "b/x=ｚ/f", "b/x=😀/f", "a", "c");
    names.forEach(name -> store().write(path(name), HELLO));

    assertThat(listed(""))
        .containsExactly("a", "b-", "b/1", "b/10", "b/2", "b/x=ｚ/f", "b/x=😀/f", "c");
    assertThat(listed("b/")).containsExactly("b/1", "b/10", "b/2", "b/x=ｚ/f", "b/x=😀/f");
    assertThat(listed("b/1")).containsExactly("b/1", "b/10");
    assertThat(listed("b")).hasSize(6);
    assertThat(listed("b/1/")).isEmpty();
    assertThat(listed("nowhere/at/all")).isEmpty();
    assertThat(store().list(path("a"))).containsExactly(store().head(path("a")).orElseThrow());
  }

  @Test
  void deletesWhatIsThere() {
    List.of("a/1", "a/2", "b").forEach(name -> store().write(path(name), HELLO));

    store().delete(List.of(path("a/1"), path("b"), path("never/was")));
    store().delete(List.of());

    assertThat(listed("")).containsExactly("a/2");
  }

  @Test
  void deletesOnlyWhatWasSeen() {
    store().write(path("a/b"), HELLO);
    var seen = store().head(path("a/b")).orElseThrow();
    store().write(path("a/b"), new byte[1]);

    assertThat(store().deleteIfUnchanged(seen)).isFalse();
    assertThat(read("a/b")).hasSize(1);

    assertThat(store().deleteIfUnchanged(store().head(path("a/b")).orElseThrow())).isTrue();
    assertThat(store().deleteIfUnchanged(seen)).isTrue();
    assertThat(listed("")).isEmpty();
  }

  @Test
  void measuresUploads() {
    assertThat(store().listUploads(root())).isEmpty();
    String upload = store().startUpload(path("x/y=1/file"));
    store().uploadPart(path("x/y=1/file"), upload, 1, HELLO, 5);
    store().uploadPart(path("x/y=1/file"), upload, 2, HELLO, 3);

    var pending = store().listUploads(path("x/")).getFirst();
    assertThat(store().uploadedBytes(pending)).isEqualTo(8);
    store().abortUpload(pending.path(), pending.uploadId());
    assertThat(store().uploadedBytes(pending)).isZero();
  }

  @Test
  void showsUploadsOnlyWhenCompleted() {
    byte[] first = random(ObjectStore.MIN_PART_BYTES);
    String upload = store().startUpload(path("out/x=1/file"));

    String eTag2 = store().uploadPart(path("out/x=1/file"), upload, 2, "tail..".getBytes(UTF_8), 4);
    String eTag1 = store().uploadPart(path("out/x=1/file"), upload, 1, first, first.length);

    assertThat(listed("")).isEmpty();
    assertThat(store().head(path("out/x=1/file"))).isEmpty();
    assertThat(store().listUploads(root()))
        .extracting(PendingUpload::path, PendingUpload::uploadId)
        .containsExactly(tuple(path("out/x=1/file"), upload));
    assertThat(store().listUploads(path("out/x=1/f"))).hasSize(1);
    assertThat(store().listUploads(path("other"))).isEmpty();

    store().completeUpload(path("out/x=1/file"), upload, List.of(eTag1, eTag2));

    byte[] whole = read("out/x=1/file");
    assertThat(whole).hasSize(first.length + 4).startsWith(first).endsWith("tail".getBytes(UTF_8));
    assertThat(store().listUploads(root())).isEmpty();
    assertThat(listed("")).containsExactly("out/x=1/file");
  }

  @Test
  void completesTwice() {
    byte[] first = random(ObjectStore.MIN_PART_BYTES);
    String upload = store().startUpload(path("twice"));
    var eTags =
        List.of(
            store().uploadPart(path("twice"), upload, 1, first, first.length),
            store().uploadPart(path("twice"), upload, 2, HELLO, 5));

    store().completeUpload(path("twice"), upload, eTags);
    store().completeUpload(path("twice"), upload, eTags);
    store().abortUpload(path("twice"), upload);

    assertThat(read("twice")).hasSize(first.length + 5);
    assertThat(store().listUploads(root())).isEmpty();
  }

  @Test
  void completesASinglePartOfAnySize() {
    for (int length : List.of(0, 3)) {
      String upload = store().startUpload(path("small"));
      String eTag = store().uploadPart(path("small"), upload, 1, HELLO, length);
      store().completeUpload(path("small"), upload, List.of(eTag));
      store().completeUpload(path("small"), upload, List.of(eTag));

      assertThat(read("small")).hasSize(length);
    }
  }

  @Test
  void takesTheLastOfRepeatedParts() {
    String upload = store().startUpload(path("repeated"));
    String old = store().uploadPart(path("repeated"), upload, 1, HELLO, 3);
    String eTag = store().uploadPart(path("repeated"), upload, 1, HELLO, 5);
    assertThat(eTag).isNotEqualTo(old);

    store().completeUpload(path("repeated"), upload, List.of(eTag));

    assertThat(read("repeated")).isEqualTo("hello".getBytes(UTF_8));
  }

  @Test
  void leavesNothingOfAbortedUploads() {
    String upload = store().startUpload(path("gone/file"));
    String eTag = store().uploadPart(path("gone/file"), upload, 1, HELLO, 5);

    store().abortUpload(path("gone/file"), upload);
    store().abortUpload(path("gone/file"), upload);

    assertThat(listed("")).isEmpty();
    assertThat(store().listUploads(root())).isEmpty();
    fails(
        FailureKind.USER,
        path("gone/file"),
        () -> store().completeUpload(path("gone/file"), upload, List.of(eTag)));
    assertThat(store().head(path("gone/file"))).isEmpty();
  }

  @Test
  void doesNotTakeAnotherObjectForACompletedUpload() {
    String upload = store().startUpload(path("other"));
    String eTag = store().uploadPart(path("other"), upload, 1, HELLO, 5);
    store().abortUpload(path("other"), upload);
    store().write(path("other"), "HELLO".getBytes(UTF_8));

    fails(
        FailureKind.USER,
        path("other"),
        () -> store().completeUpload(path("other"), upload, List.of(eTag)));
  }

  @Test
  void keepsUploadsToOnePathApart() {
    String lost = store().startUpload(path("file"));
    String won = store().startUpload(path("file"));
    store().uploadPart(path("file"), lost, 1, new byte[5], 5);
    String eTag = store().uploadPart(path("file"), won, 1, HELLO, 5);

    store().completeUpload(path("file"), won, List.of(eTag));
    store().abortUpload(path("file"), lost);

    assertThat(read("file")).isEqualTo("hello".getBytes(UTF_8));
  }

  @Test
  void servesManyThreads() throws Exception {
    List<Callable<byte[]>> users =
        IntStream.range(0, 32)
            .<Callable<byte[]>>mapToObj(
                i ->
                    () -> {
                      String path = path("many/" + i % 4 + "/" + i);
                      store().write(path, ("object " + i).getBytes(UTF_8));
                      byte[] bytes = store().read(path, 7, i < 10 ? 1 : 2);
                      store().delete(List.of(path));
                      return bytes;
                    })
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = threads.invokeAll(users);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(Integer.toString(i).getBytes(UTF_8));
      }
    }
    assertThat(listed("")).isEmpty();
  }

  protected final String path(String name) {
    return root() + name;
  }

  protected final List<String> listed(String prefix) {
    return store().list(path(prefix)).stream()
        .map(info -> info.path().substring(root().length()))
        .toList();
  }

  protected final byte[] read(String name) {
    long bytes = store().head(path(name)).orElseThrow().bytes();
    return store().read(path(name), 0, Math.toIntExact(bytes));
  }

  protected static void fails(FailureKind kind, String name, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            StintException.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
        .hasMessageContaining(name);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
