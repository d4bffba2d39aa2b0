package dev.stint.shuffle.hedge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.lang.reflect.Proxy;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HedgingObjectStoreTest {

  private static final String PATH = "s3://bucket/key";
  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  private final InMemoryObjectStore memory = new InMemoryObjectStore();
  private final RequestCounts counts = new RequestCounts();
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch givenUp = new CountDownLatch(1);

  @Test
  void anAnswerInTimeIsNotHedged() {
    memory.poke(PATH, HELLO);
    var store = hedging(memory, LatenessClock.NEVER_LATE);

    assertThat(store.read(PATH, 0, 5)).isEqualTo(HELLO);
    store.write(PATH, new byte[3]);

    assertThat(counts.hedgedRequests.sum()).isZero();
    assertThat(counts.gets.sum()).isEqualTo(1);
    assertThat(counts.puts.sum()).isEqualTo(1);
  }

  @Test
  void aLateReadIsSentAgainAndGivenUp() throws InterruptedException {
    memory.poke(PATH, HELLO);
    var slow = new SlowStore(memory, this::holdFirst);
    var store = hedging(slow.store(), LatenessClock.ALWAYS_LATE);

    assertThat(store.read(PATH, 0, 5)).isEqualTo(HELLO);

    givenUp.await();
    assertThat(counts.hedgedRequests.sum()).isEqualTo(1);
    assertThat(counts.gets.sum()).isEqualTo(2);
    assertThat(counts.readBytes.sum()).isEqualTo(10);
  }

  /// Which holds a connection until it is closed.
  @Test
  void aStreamThatComesTooLateIsClosed() throws InterruptedException {
    memory.poke(PATH, HELLO);
    var isTaken = new CountDownLatch(1);
    var slow =
        new SlowStore(
            memory,
            (_, number, _) -> {
              if (number == 0) {
                awaitUninterrupted(isTaken);
              }
            });
    var store = hedging(slow.store(), LatenessClock.ALWAYS_LATE);

    assertThat(store.read(PATH, 0, 5)).isEqualTo(HELLO);
    isTaken.countDown();

    var streams = memory.streams();
    streams.await(() -> streams.aborted() == 1 && streams.open() == 0);
  }

  @Test
  void aLateWriteIsSentAgainAndEndsBeforeItReturns() {
    var slow = new SlowStore(memory, this::holdFirst);
    var store = hedging(slow.store(), LatenessClock.ALWAYS_LATE);

    store.write(PATH, HELLO);

    assertThat(givenUp.getCount()).isZero();
    assertThat(slow.sent()).containsExactly("write", "write");
    assertThat(memory.peek(PATH)).isEqualTo(HELLO);
  }

  @Test
  void ofTwoFailuresOneIsThrownAndOfOneNone() {
    memory.poke(PATH, HELLO);
    var failing =
        new SlowStore(
            memory,
            (method, number, _) -> {
              if (method.equals("write") || number == 0) {
                throw StintException.user("refused " + number);
              }
            });
    var store = hedging(failing.store(), LatenessClock.ALWAYS_LATE);

    assertThat(store.read(PATH, 0, 5)).isEqualTo(HELLO);
    assertThatThrownBy(() -> store.write(PATH, HELLO))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void errorsStayErrors() {
    var failing =
        new SlowStore(
            memory,
            (_, _, _) -> {
              throw new OutOfMemoryError("injected");
            });
    var store = hedging(failing.store(), LatenessClock.NEVER_LATE);

    assertThatThrownBy(() -> store.write(PATH, HELLO)).isInstanceOf(OutOfMemoryError.class);
  }

  /// The first part of a bucket shows whether its ETags are of the content.
  @Test
  void partsAreHedgedOnlyWhereTheirETagsAreOfTheirContent() {
    var slow = new SlowStore(memory, (_, _, _) -> {});
    var store = hedging(slow.store(), LatenessClock.ALWAYS_LATE);
    String upload = store.startUpload(PATH);

    store.uploadPart(PATH, upload, 1, HELLO, 5);
    store.uploadPart(PATH, upload, 2, HELLO, 5);
    assertThat(slow.sent()).containsExactly("startUpload", "uploadPart", "uploadPart");

    var s3 = new SlowStore(withMd5ETags(), (_, _, _) -> {});
    var onS3 = hedging(s3.store(), LatenessClock.ALWAYS_LATE);
    onS3.uploadPart(PATH, upload, 1, HELLO, 5);
    assertThat(s3.sent()).hasSize(1);
    onS3.uploadPart(PATH, upload, 2, HELLO, 5);
    assertThat(s3.sent()).hasSize(3);
    assertThat(counts.hedgedRequests.sum()).isEqualTo(1);
  }

  @Test
  void neverHedgesWhatMayNotBeRepeatedNorFiles() {
    var slow = new SlowStore(memory, (_, _, _) -> {});
    var store = hedging(slow.store(), LatenessClock.ALWAYS_LATE);

    assertThat(store.createIfAbsent(PATH, HELLO)).isTrue();
    String upload = store.startUpload(PATH);
    String eTag = store.uploadPart(PATH, upload, 1, HELLO, 5);
    store.completeUpload(PATH, upload, List.of(eTag));
    store.abortUpload(PATH, upload);
    store.write("file:///a", HELLO);
    store.read("file:///a", 0, 5);
    store.list("s3://bucket/");
    store.head(PATH);
    store.listUploads("s3://bucket/");
    store.delete(List.of(PATH));

    assertThat(slow.sent()).doesNotHaveDuplicates();
    assertThat(counts.hedgedRequests.sum()).isZero();
  }

  @Test
  void anInterruptGivesUpBothRequests() throws InterruptedException {
    var bothWait = new CountDownLatch(2);
    var bothGivenUp = new CountDownLatch(2);
    var slow =
        new SlowStore(
            memory,
            (_, _, _) -> {
              bothWait.countDown();
              try {
                never.await();
              } finally {
                bothGivenUp.countDown();
              }
            });
    var store = hedging(slow.store(), LatenessClock.ALWAYS_LATE);
    var thrown = new AtomicReference<Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    store.write(PATH, HELLO);
                  } catch (StintException e) {
                    thrown.set(e);
                  }
                });

    bothWait.await();
    caller.interrupt();
    caller.join();

    assertThat(bothGivenUp.getCount()).isZero();
    assertThat(thrown.get())
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
  }

  /// Holds the first request until it is given up.
  private void holdFirst(String method, int number, Object[] arguments) throws Throwable {
    if (number == 0) {
      try {
        never.await();
      } finally {
        givenUp.countDown();
      }
    }
  }

  private HedgingObjectStore hedging(ObjectStore store, LatenessClock clock) {
    return new HedgingObjectStore(
        new CountingObjectStore(store, counts), new Hedging(clock), counts);
  }

  private ObjectStore withMd5ETags() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, _, arguments) ->
                HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest((byte[]) arguments[3])));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean isDone = false;
    while (!isDone) {
      try {
        latch.await();
        isDone = true;
      } catch (InterruptedException _) {
        // As a request that nothing gives up.
      }
    }
  }
}
