package dev.stint.executor.scan.source;

import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileCompression;
import dev.stint.plan.format.TextOptions;
import dev.stint.plan.stage.Split;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/// The lines of a split, in blocks of whole lines: those that begin in its byte range, of which the
/// last may end beyond. Lines end at `\n`, `\r\n` or `\r`, whatever stands around them. A file
/// whose name tells how it is compressed is decompressed, one in another character set than UTF-8
/// is decoded; such a file has one split. A block is valid until the next call.
public final class TextBlocks implements AutoCloseable {

  private static final int MIN_BYTES = 64 << 10;
  private static final int BLOCK_BYTES = 4 << 20;
  private static final int HEAD_BYTES = 64 << 10;
  private static final long MAX_COUNTED_BYTES = 32L << 20;
  private static final int MAX_LINE_BYTES = 256 << 20;

  /// The bytes `from` to `end` of a file, or the whole of it in one block.
  private record Range(long from, long end, boolean isWhole, TextOptions text) {

    boolean isUtf8() {
      return text.encoding().equals("UTF-8");
    }
  }

  private final String path;
  private final ByteSource source;
  private final LineEnds lineEnds;
  private final boolean isWhole;

  /// The offset behind which no line begins that belongs to the split.
  private final long end;

  private final MemoryAccount memory;

  private byte[] data = new byte[0];

  /// Of the array that the block given last keeps.
  private int givenBytes;

  /// Of the array that the next block will have.
  private int expectedBytes;

  private int from;
  private int to;
  private long fileOffset;

  /// Up to where the end of the split's last line was looked for: a line may be long, and is read
  /// in many parts.
  private long searchedOffset;

  private boolean isAtEnd;
  private boolean isCutShort;

  private TextBlocks(
      String path, ByteSource source, long from, long end, Range range, MemoryAccount memory) {
    this.memory = memory;
    this.lineEnds = LineEnds.of(range.text.lineSep());
    this.path = path;
    this.source = source;
    this.fileOffset = from;
    this.end = end;
    this.isWhole = range.isWhole;
  }

  /// In blocks of about 4 MiB.
  public static TextBlocks lines(Split split, TextOptions text, TaskContext context) {
    var file = TableFiles.open(split, context.store(), context.counters());
    var range = new Range(split.offset(), split.offset() + split.length(), false, text);
    return open(file, split, range, context);
  }

  /// The whole file in one block.
  public static TextBlocks whole(Split split, TextOptions text, TaskContext context) {
    var file = TableFiles.open(split, context.store(), context.counters());
    return open(file, split, new Range(0, split.fileBytes(), true, text), context);
  }

  /// The first lines of a split's file.
  public static TextBlocks head(Split split, TextOptions text, TaskContext context) {
    var file = TableFiles.open(split, context.store(), context.counters());
    long end = Math.min(split.fileBytes(), HEAD_BYTES);
    return open(file, split, new Range(0, end, false, text), context);
  }

  /// The number, from 1, of the line that begins at byte `offset` of a file; 0 when that is too far
  /// in to be counted. Reads the file up to there.
  static long lineNumber(Split split, long offset, TextOptions text, TaskContext context) {
    if (offset > MAX_COUNTED_BYTES) {
      return 0;
    }
    var file = TableFiles.open(split, context.store(), context.counters());
    var range = new Range(0, Math.min(split.fileBytes(), offset + 1), false, text);
    try (var blocks = open(file, split, range, context)) {
      long line = 1;
      for (var block = blocks.next(); block != null; block = blocks.next()) {
        int position = block.from();
        while (position < block.to()) {
          int next = block.afterTerminator(block.endOfLine(position));
          if (block.offsetOf(next) > offset) {
            return line;
          }
          position = next;
          line++;
        }
      }
      return line;
    }
  }

  /// The lines in the first `maxBytes` of a file of unknown size. Where records span lines all that
  /// is read is one block.
  public static TextBlocks head(
      String path, TextOptions text, long maxBytes, Configuration hadoop) {
    var file = TableFiles.open(path, hadoop);
    try {
      // Of the planner, which has no budget.
      var memory = new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "reading " + path);
      long end = Math.min(file.getLength(), maxBytes);
      boolean isWhole = text.multiLine() && end == file.getLength();
      var blocks = open(path, file, new Range(0, end, isWhole, text), memory);
      blocks.isCutShort = end < file.getLength();
      return blocks;
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  private static TextBlocks open(InputFile file, Split split, Range range, TaskContext context) {
    var memory = new MemoryAccount(context.memory(), "reading " + split.path());
    try {
      return open(split.path(), file, range, memory);
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  private static TextBlocks open(String path, InputFile file, Range range, MemoryAccount memory) {
    try {
      var compression = FileCompression.of(path);
      if (compression != FileCompression.NONE || !range.isUtf8()) {
        var source = converted(file, range, compression, memory);
        return new TextBlocks(path, source, 0, Long.MAX_VALUE, range, memory);
      }
      // The byte before tells whether a line begins right at the split's.
      long before = Math.max(range.from - 1, 0);
      var source = new RangedSource(file, before, range.end, memory);
      var blocks = new TextBlocks(path, source, before, range.end, range, memory);
      if (range.from > 0) {
        blocks.skipLine();
      }
      return blocks;
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  /// All of a file that cannot be entered in the middle; nothing unless the range begins with it.
  private static ByteSource converted(
      InputFile file, Range range, FileCompression compression, MemoryAccount memory)
      throws IOException {
    long from = range.from == 0 ? 0 : file.getLength();
    var raw = new RangedSource(file, from, file.getLength(), memory);
    if (from > 0) {
      return raw;
    }
    var encoded =
        compression == FileCompression.NONE ? raw : new DecompressedSource(raw, compression);
    return range.isUtf8()
        ? encoded
        : new DecodedSource(encoded, Charset.forName(range.text.encoding()));
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
      int first = fileOffset == 0 ? from + TextBeginning.markBytes(path, data, from, to) : from;
      var block = new TextBlock(data, first, cut, fileOffset + first - from, lineEnds);
      // The block keeps its array: what is left over moves to a new one.
      givenBytes = data.length;
      expectedBytes = data.length;
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

  /// Whether there is more of the file than is given.
  public boolean isCutShort() {
    return isCutShort;
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
    for (long i = Math.max(lastByte, searchedOffset - fileOffset + from); i < to; i++) {
      if (lineEnds.isEnd(data, (int) i, to, true)) {
        return (int) i + 1;
      }
    }
    searchedOffset = fileOffset + (to - 1 - from);
    return -1;
  }

  private int endOfLastLine() {
    for (int i = to - 1; i >= from; i--) {
      // A carriage return at the very end may be the first half of a pair.
      if (lineEnds.isEnd(data, i, to, false)) {
        return i + 1;
      }
    }
    return from;
  }

  /// Passes over the rest of a line that began before the split.
  private void skipLine() throws IOException {
    while (true) {
      for (int i = from; i < to; i++) {
        if (lineEnds.isEnd(data, i, to, false)) {
          int next = i + 1;
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
    // As much as the block before had, at once.
    long wanted = Math.max(before + 1L, expectedBytes);
    int larger = ArrayGrowth.doubled(memory.user(), Math.max(before, MIN_BYTES / 2), wanted);
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
