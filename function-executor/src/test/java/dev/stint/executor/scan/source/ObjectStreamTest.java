package dev.stint.executor.scan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ForwardingObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.io.ParquetFileRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectStreamTest {

  private static final String PATH = "s3://lake/t";
  private static final byte[] BYTES = bytes(300_000);

  private final BreakingStore store = new BreakingStore();
  private final LongAdder readBytes = new LongAdder();
  private final ObjectStream stream =
      new ObjectStream(new ObjectFile(store, PATH, null, BYTES.length, readBytes));

  @Test
  void smallReadsShareARequest() throws IOException {
    byte[] read = new byte[20_000];
    for (int offset = 0; offset < read.length; offset += 1_000) {
      stream.readFully(read, offset, 1_000);
    }

    assertThat(read).isEqualTo(Arrays.copyOf(BYTES, read.length));
    assertThat(store.requests).containsExactly("0+65536");
  }

  @Test
  void largeReadsAreARequestEach() throws IOException {
    byte[] read = new byte[100_000];
    stream.seek(150_000);
    stream.readFully(read);

    assertThat(read).isEqualTo(Arrays.copyOfRange(BYTES, 150_000, 250_000));
    assertThat(store.requests).containsExactly("150000+100000");
  }

  @Test
  void theEndIsTheEnd() throws IOException {
    stream.seek(BYTES.length - 2);
    var buffer = ByteBuffer.allocate(10);

    assertThat(stream.read(buffer)).isEqualTo(2);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(stream.read(new byte[0], 0, 0)).isZero();
    stream.seek(BYTES.length - 2);
    assertThatThrownBy(() -> stream.readFully(new byte[3])).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> stream.seek(-1)).isInstanceOf(EOFException.class);
  }

  @Test
  void whatBreaksOffIsAskedForAgainFromThere() throws IOException {
    store.breaks = 3;
    byte[] read = new byte[100_000];
    stream.readFully(read);

    assertThat(read).isEqualTo(Arrays.copyOf(BYTES, read.length));
    assertThat(store.requests)
        .containsExactly("0+100000", "50000+50000", "75000+25000", "87500+12500");
  }

  @Test
  void whatBreaksOffAgainAndAgainFails() {
    store.breaks = Integer.MAX_VALUE;

    assertThatThrownBy(() -> stream.readFully(new byte[100_000]))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT))
        .hasMessageContaining(PATH);
    assertThat(store.requests).hasSize(4);
  }

  @Test
  void rangesAreReadBesideEachOther() throws Exception {
    var ranges = new ArrayList<ParquetFileRange>();
    for (int offset = 0; offset < BYTES.length; offset += 30_000) {
      ranges.add(new ParquetFileRange(offset, 30_000));
    }
    stream.readVectored(ranges, HeapByteBufferAllocator.getInstance());

    for (var range : ranges) {
      byte[] read = new byte[range.getLength()];
      range.getDataReadFuture().get().get(read);
      int from = (int) range.getOffset();
      assertThat(read).isEqualTo(Arrays.copyOfRange(BYTES, from, from + read.length));
    }
    assertThat(store.requests).hasSize(ranges.size());
  }

  @Test
  void aRangeFailsWithTheStoresFailure() {
    var range = new ParquetFileRange(0, 10);
    var missing = new ObjectStream(new ObjectFile(store, "s3://lake/none", null, 10, readBytes));
    missing.readVectored(List.of(range), HeapByteBufferAllocator.getInstance());

    assertThatThrownBy(() -> range.getDataReadFuture().get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER));
  }

  @Test
  void closingGivesUpWhatIsOnItsWay() {
    store.isHanging = true;
    var early = new ParquetFileRange(0, 10);
    var late = new ParquetFileRange(10, 10);
    stream.readVectored(List.of(early), HeapByteBufferAllocator.getInstance());
    stream.close();
    stream.readVectored(List.of(late), HeapByteBufferAllocator.getInstance());

    for (var range : List.of(early, late)) {
      assertThatThrownBy(() -> range.getDataReadFuture().get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("reading " + PATH + " was given up");
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  /// Gives the first half of what is asked for, as often as it is to break off.
  private static final class BreakingStore extends ForwardingObjectStore {

    final List<String> requests = new ArrayList<>();
    int breaks;
    volatile boolean isHanging;

    BreakingStore() {
      super(new InMemoryObjectStore());
      store.write(PATH, BYTES);
    }

    @Override
    public synchronized ExactInputStream open(
        String path, @Nullable String eTag, long offset, long length) {
      requests.add(offset + "+" + length);
      if (isHanging) {
        LockSupport.park();
      }
      if (breaks == 0) {
        return super.open(path, eTag, offset, length);
      }
      breaks--;
      var half = new ByteArrayInputStream(BYTES, (int) offset, (int) length / 2);
      return new ExactInputStream(path, offset, length, half, _ -> {});
    }
  }
}
