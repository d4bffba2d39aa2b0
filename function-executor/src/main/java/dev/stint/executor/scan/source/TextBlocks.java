package dev.stint.executor.scan.source;

import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.operator.TaskCounters;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.Split;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/// The lines of a split, in blocks of whole lines: those that begin in its byte range, of which the
/// last may end beyond. Lines end at `\n`, `\r\n` or `\r`, whatever stands around them. A file
/// whose name ends in `.gz` is decompressed and has one split. A block is valid until the next
/// call.
public final class TextBlocks implements AutoCloseable {

  private static final int MIN_BYTES = 64 << 10;
  private static final int BLOCK_BYTES = 4 << 20;
  private static final int SAMPLE_BYTES = 1 << 20;
  private static final int HEAD_BYTES = 64 << 10;
  private static final int MAX_LINE_BYTES = 256 << 20;

  private final String path;
  private final ByteSource source;
  private final boolean isWhole;

  /// The offset behind which no line begins that belongs to the split.
  private final long end;

  private final MemoryAccount memory;

  private byte[] data = new byte[0];

  /// Of the array that the block given last keeps.
  private int givenBytes;

  private int from;
  private int to;
  private long fileOffset;
  private boolean isAtEnd;

  private TextBlocks(
      String path, ByteSource source, long from, long end, boolean isWhole, MemoryAccount memory) {
    this.memory = memory;
    this.path = path;
    this.source = source;
    this.fileOffset = from;
    this.end = end;
    this.isWhole = isWhole;
  }

  /// In blocks of about 4 MiB.
  public static TextBlocks lines(Split split, TaskContext context) {
    var file =
        TableFiles.open(split.path(), split.fileBytes(), context.hadoop(), context.counters());
    return open(file, split, split.offset(), split.offset() + split.length(), false, context);
  }

  /// The whole file in one block.
  public static TextBlocks whole(Split split, TaskContext context) {
    var file =
        TableFiles.open(split.path(), split.fileBytes(), context.hadoop(), context.counters());
    return open(file, split, 0, split.fileBytes(), true, context);
  }

  /// The first lines of a split's file.
  public static TextBlocks head(Split split, TaskContext context) {
    var file =
        TableFiles.open(split.path(), split.fileBytes(), context.hadoop(), context.counters());
    return open(file, split, 0, Math.min(split.fileBytes(), HEAD_BYTES), false, context);
  }

  /// The first lines of a file of unknown size.
  public static TextBlocks head(String path, Configuration hadoop) {
    var file = TableFiles.open(path, hadoop, new TaskCounters());
    try {
      // Of the planner, which has no budget.
      var memory = new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "reading " + path);
      return open(path, file, 0, Math.min(file.getLength(), SAMPLE_BYTES), false, memory);
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  private static TextBlocks open(
      InputFile file, Split split, long from, long end, boolean isWhole, TaskContext context) {
    var memory = new MemoryAccount(context.memory(), "reading " + split.path());
    try {
      return open(split.path(), file, from, end, isWhole, memory);
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  private static TextBlocks open(
      String path, InputFile file, long from, long end, boolean isWhole, MemoryAccount memory) {
    try {
      if (path.toLowerCase(Locale.ROOT).endsWith(".gz")) {
        boolean isFirst = from == 0;
        var source =
            isFirst
                ? gunzipped(file, memory)
                : new RangedSource(file, file.getLength(), end, memory);
        return new TextBlocks(path, source, 0, Long.MAX_VALUE, isWhole, memory);
      }
      // The byte before tells whether a line begins right at the split's.
      var source = new RangedSource(file, Math.max(from - 1, 0), end, memory);
      var blocks = new TextBlocks(path, source, Math.max(from - 1, 0), end, isWhole, memory);
      if (from > 0) {
        blocks.skipLine();
      }
      return blocks;
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  private static ByteSource gunzipped(InputFile file, MemoryAccount memory) throws IOException {
    var compressed = new RangedSource(file, 0, file.getLength(), memory);
    return new GzipSource(compressed);
  }

  /// The next block; `null` at the end of the split.
  public @Nullable TextBlock next() {
    memory.release(givenBytes);
    givenBytes = 0;
    try {
      int cut = isAtEnd ? from : fillToCut();
      if (cut == from) {
        isAtEnd = true;
        return null;
      }
      int first = fileOffset == 0 ? from + byteOrderMark() : from;
      var block = new TextBlock(data, first, cut, fileOffset + first - from);
      // The block keeps its array: what is left over moves to a new one.
      givenBytes = data.length;
      memory.reserve(to - cut);
      data = Arrays.copyOfRange(data, cut, to);
      fileOffset += cut - from;
      to -= cut;
      from = 0;
      return block;
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  /// How many bytes the mark of UTF-8 takes at the beginning of the file.
  private int byteOrderMark() {
    if (beginsWith(0xff, 0xfe) || beginsWith(0xfe, 0xff)) {
      throw StintException.user(path + ": the text is UTF-16; convert it to UTF-8");
    }
    return beginsWith(0xef, 0xbb, 0xbf) ? 3 : 0;
  }

  private boolean beginsWith(int... bytes) {
    if (to - from < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (data[from + i] != (byte) bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /// Reads until whole lines are there, and returns where the last of them ends.
  private int fillToCut() throws IOException {
    int wanted = isWhole ? Integer.MAX_VALUE : BLOCK_BYTES;
    while (true) {
      boolean isMore = fill(wanted);
      int cut = cut(isMore);
      if (cut > from || !isMore) {
        return cut;
      }
      if (to - from >= MAX_LINE_BYTES) {
        throw StintException.user(
            "%s: the line at byte %d is longer than %d bytes; is this a text file?"
                .formatted(path, fileOffset, MAX_LINE_BYTES));
      }
      wanted = Math.max(wanted, 2 * (to - from));
    }
  }

  /// Reads up to `wanted` bytes ahead; false when there are no more after those.
  private boolean fill(int wanted) throws IOException {
    while (to - from < wanted) {
      if (to == data.length) {
        grow();
      }
      int read = source.read(data, to, data.length - to);
      if (read < 0) {
        return false;
      }
      to += read;
      if (fileOffset + (to - from) > end && !isWhole && endOfSplit() >= 0) {
        return true;
      }
    }
    return true;
  }

  private int cut(boolean isMore) {
    int endOfSplit = endOfSplit();
    if (endOfSplit >= 0) {
      isAtEnd = true;
      return endOfSplit;
    }
    return isMore && !isWhole ? endOfLastLine() : to;
  }

  /// Where the line ends that holds the last byte before `end`; -1 when that is not read yet.
  private int endOfSplit() {
    long lastByte = end - 1 - fileOffset + from;
    if (lastByte < from) {
      return from;
    }
    for (long i = lastByte; i < to; i++) {
      byte value = data[(int) i];
      if (value == '\n' || (value == '\r' && (i + 1 == to || data[(int) i + 1] != '\n'))) {
        return (int) i + 1;
      }
    }
    return -1;
  }

  private int endOfLastLine() {
    for (int i = to - 1; i >= from; i--) {
      // A carriage return at the very end may be the first half of a pair.
      if (data[i] == '\n' || (data[i] == '\r' && i + 1 < to && data[i + 1] != '\n')) {
        return i + 1;
      }
    }
    return from;
  }

  /// Passes over the rest of a line that began before the split.
  private void skipLine() throws IOException {
    while (true) {
      for (int i = from; i < to; i++) {
        boolean isReturn = data[i] == '\r' && i + 1 < to;
        if (data[i] == '\n' || isReturn) {
          int next = isReturn && data[i + 1] == '\n' ? i + 2 : i + 1;
          fileOffset += next - from;
          from = next;
          return;
        }
      }
      fileOffset += Math.max(to - 1 - from, 0);
      from = Math.max(to - 1, from);
      if (!readMore()) {
        fileOffset += to - from;
        from = to;
        return;
      }
    }
  }

  private void grow() {
    int before = data.length;
    int larger = ArrayGrowth.doubled(memory.user(), Math.max(before, MIN_BYTES / 2), before + 1L);
    memory.reserve(larger);
    data = Arrays.copyOf(data, larger);
    memory.release(before);
  }

  private boolean readMore() throws IOException {
    if (to == data.length) {
      grow();
    }
    int read = source.read(data, to, data.length - to);
    to += Math.max(read, 0);
    return read > 0;
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    } finally {
      memory.close();
    }
  }
}
