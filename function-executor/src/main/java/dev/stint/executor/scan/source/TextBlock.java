package dev.stint.executor.scan.source;

/// Whole lines of a text file: the bytes `data[from..to)`, of which the first is byte `fileOffset`
/// of the (decompressed) file. Belongs to whoever took it.
public final class TextBlock {

  private final byte[] data;
  private final int from;
  private final int to;
  private final long fileOffset;
  private final LineEnds lineEnds;

  TextBlock(byte[] data, int from, int to, long fileOffset, LineEnds lineEnds) {
    this.data = data;
    this.from = from;
    this.to = to;
    this.fileOffset = fileOffset;
    this.lineEnds = lineEnds;
  }

  public byte[] data() {
    return data;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /// The offset in the file of the byte at `position` of the data.
  public long offsetOf(int position) {
    return fileOffset + position - from;
  }

  /// The bytes that end lines: one, or `\n` and `\r`, which may be a pair.
  public byte[] lineEnds() {
    return lineEnds.bytes();
  }

  /// Where the line that begins at `position` ends: at its terminator or at the end of the block.
  public int endOfLine(int position) {
    return lineEnds.endOfLine(data, position, to);
  }

  /// Whether the first line ends with a `\r`, alone or before a `\n`.
  public boolean isFirstLineEndedByReturn() {
    int end = endOfLine(from);
    return end < to && data[end] == '\r';
  }

  /// Where the line after the one that ends at `end` begins.
  public int afterTerminator(int end) {
    return lineEnds.afterTerminator(data, end, to);
  }
}
