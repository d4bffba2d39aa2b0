package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.LittleEndian;
import org.apache.parquet.io.ParquetDecodingException;

/// Decompresses one page in Snappy's block format: a sequence of literals, which are copied from
/// the input, and of copies of what was put out before.
///
/// Pages of plain numbers are literals and copies of a few bytes by turns, and time goes into
/// branches that cannot be predicted, into waiting for the tag that says where the next one is, and
/// into the number of instructions. So a short literal and the copy after it are one turn of the
/// loop and one read, a table says what a copy's tag means, and eight bytes are written whatever
/// the length is: what is too much is written over next. Near the ends, where that does not go,
/// everything is done byte by byte.
final class SnappyPage {

  private static final int LITERAL = 0;
  private static final int LONG_COPY = 3;

  /// What a turn reads and writes at most, beside literals of more than sixteen bytes.
  private static final int TURN_INPUT = 24;

  private static final int TURN_OUTPUT = 80;

  /// By the tag of a copy: its length in seven bits, then those bits of the offset that the tag
  /// holds, and from [#OFFSET_MASK] on which of the next two bytes belong to the offset: none of a
  /// [#LONG_COPY].
  private static final int[] COPIES = copies();

  private static final int LENGTH_BITS = 0x7f;
  private static final int OFFSET_BITS = 0x700;
  private static final int OFFSET_MASK = 16;

  private final byte[] in;
  private final int end;
  private final byte[] out;
  private final int outEnd;
  private int ip;
  private int op;

  private SnappyPage(byte[] in, int from, int end, byte[] out, int outEnd) {
    this.in = in;
    this.ip = from;
    this.end = end;
    this.out = out;
    this.outEnd = outEnd;
  }

  /// Fills `out[0..length)`, and bytes after it with anything, from the `size` bytes at `from`.
  static void decompress(byte[] in, int from, int size, byte[] out, int length) {
    var page = new SnappyPage(in, from, from + size, out, length);
    long claimed = page.readLength();
    if (claimed != length) {
      throw new ParquetDecodingException(
          "a page decompresses to %d bytes instead of %d".formatted(claimed, length));
    }
    page.turns();
    page.rest();
    if (page.op != length) {
      throw damaged();
    }
  }

  private long readLength() {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      length |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return length;
      }
    }
    throw damaged();
  }

  private static int[] copies() {
    int[] copies = new int[1 << Byte.SIZE];
    for (int tag = 0; tag < copies.length; tag++) {
      copies[tag] =
          switch (tag & 3) {
            case 1 -> ((tag >>> 2 & 7) + 4) | (tag & 0xe0) << 3 | 0xff << OFFSET_MASK;
            case 2 -> ((tag >>> 2) + 1) | 0xffff << OFFSET_MASK;
            default -> (tag >>> 2) + 1;
          };
    }
    return copies;
  }

  private void turns() {
    int lastIn = end - TURN_INPUT;
    int lastOut = outEnd - TURN_OUTPUT;
    int from = ip;
    int to = op;
    while (from < lastIn && to < lastOut) {
      // A literal of up to four bytes, and the copy after it, are in these eight.
      long window = LittleEndian.longAt(in, from);
      if ((window & 3) == LITERAL) {
        int length = ((int) window >>> 2 & 0x3f) + 1;
        if (length > 16) {
          ip = from + 1;
          op = to;
          literal(length);
          from = ip;
          to = op;
          continue;
        }
        if (length > 4) {
          LittleEndian.putLong(out, to, LittleEndian.longAt(in, from + 1));
          LittleEndian.putLong(out, to + 8, LittleEndian.longAt(in, from + 9));
          from += 1 + length;
          to += length;
          continue;
        }
        LittleEndian.putLong(out, to, window >>> Byte.SIZE);
        from += 1 + length;
        to += length;
        // By `1 + length` bytes: what the tag has beside is 0, and a shift looks at six bits.
        window >>>= 2 * (int) window + 2 * Byte.SIZE;
        if ((window & 3) == LITERAL) {
          continue;
        }
      }
      int copy = COPIES[(int) window & 0xff];
      int length = copy & LENGTH_BITS;
      int bytes = (int) window >>> Byte.SIZE & copy >>> OFFSET_MASK;
      int offset = bytes | (copy & OFFSET_BITS);
      from += 1 + ((int) window & 3);
      int source = to - offset;
      if (offset >= Long.BYTES && source >= 0) {
        copyWords(source, length, to);
      } else if ((window & 3) == LONG_COPY) {
        from++;
        copy(LittleEndian.intAt(in, from - Integer.BYTES), length, to);
      } else {
        copy(offset, length, to);
      }
      to += length;
    }
    ip = from;
    op = to;
  }

  /// There is room for a turn.
  private void copy(int offset, int length, int to) {
    int source = to - offset;
    if (offset <= 0 || source < 0) {
      throw damaged();
    }
    if (offset >= Long.BYTES) {
      copyWords(source, length, to);
      return;
    }
    for (int i = 0; i < length; i++) {
      out[to + i] = out[source + i];
    }
  }

  /// From at least eight bytes before.
  private void copyWords(int source, int length, int to) {
    LittleEndian.putLong(out, to, LittleEndian.longAt(out, source));
    for (int i = Long.BYTES; i < length; i += Long.BYTES) {
      LittleEndian.putLong(out, to + i, LittleEndian.longAt(out, source + i));
    }
  }

  private void rest() {
    while (ip < end) {
      int tag = readByte();
      int length = (tag >>> 2) + 1;
      switch (tag & 3) {
        case LITERAL -> literal(length);
        case 1 -> copyBytes((tag >>> 2 & 7) + 4, (tag & 0xe0) << 3 | readByte());
        case 2 -> copyBytes(length, readNumber(2));
        case LONG_COPY -> copyBytes(length, readNumber(4));
        default -> throw new IllegalStateException();
      }
    }
  }

  /// Lengths above 60 say how many bytes have the length.
  private void literal(int tagLength) {
    int length = tagLength <= 60 ? tagLength : readNumber(tagLength - 60) + 1;
    if (length <= 0 || length > end - ip || length > outEnd - op) {
      throw damaged();
    }
    System.arraycopy(in, ip, out, op, length);
    ip += length;
    op += length;
  }

  private void copyBytes(int length, int offset) {
    int source = op - offset;
    if (offset <= 0 || source < 0 || length > outEnd - op) {
      throw damaged();
    }
    for (int i = 0; i < length; i++) {
      out[op + i] = out[source + i];
    }
    op += length;
  }

  private int readNumber(int bytes) {
    int number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= readByte() << (8 * i);
    }
    return number;
  }

  private int readByte() {
    if (ip >= end) {
      throw damaged();
    }
    return in[ip++] & 0xff;
  }

  private static ParquetDecodingException damaged() {
    return new ParquetDecodingException("the page's Snappy data is damaged");
  }
}
