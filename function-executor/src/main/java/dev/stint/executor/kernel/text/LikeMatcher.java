package dev.stint.executor.kernel.text;

import dev.stint.executor.kernel.BytesMatcher;
import dev.stint.plan.failure.StintException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `LIKE` with a fixed pattern: a prefix, pieces to be found one after the other, and a suffix.
///
/// The pattern is cut at its `%`. Between two of them lies a piece, which may hold `_`, any one
/// code point. The first piece is anchored at the start and the last at the end, and each other one
/// is taken at the first place where it fits: if the rest fits at all, it fits after that.
public final class LikeMatcher extends BytesMatcher {

  /// One piece: literal bytes, of which those flagged stand for any code point.
  private static final class Piece {

    private final byte[] bytes;
    private final boolean[] isAny;
    private final boolean hasAny;
    private final BytesSearch search;

    Piece(byte[] bytes, boolean[] isAny, boolean hasAny) {
      this.bytes = bytes;
      this.isAny = isAny;
      this.hasAny = hasAny;
      this.search = new BytesSearch(bytes);
    }
  }

  private final List<Piece> pieces;
  private final boolean isContains;

  /// @throws StintException of kind USER when the escape character precedes anything but `%`, `_`
  ///   and itself, or ends the pattern
  public LikeMatcher(String pattern, char escape) {
    this.pieces = parse(pattern, escape);
    boolean hasAny = pieces.stream().anyMatch(piece -> piece.hasAny);
    this.isContains =
        pieces.size() == 3
            && !hasAny
            && pieces.getFirst().bytes.length == 0
            && pieces.getLast().bytes.length == 0;
  }

  private LikeMatcher(List<Piece> pieces) {
    this.pieces = pieces;
    this.isContains = pieces.size() == 3;
  }

  /// Strings that start with `part`.
  public static LikeMatcher prefix(byte[] part) {
    return new LikeMatcher(List.of(literal(part), literal(new byte[0])));
  }

  /// Strings that end with `part`.
  public static LikeMatcher suffix(byte[] part) {
    return new LikeMatcher(List.of(literal(new byte[0]), literal(part)));
  }

  /// Strings that hold `part` anywhere.
  public static LikeMatcher contains(byte[] part) {
    var empty = literal(new byte[0]);
    return new LikeMatcher(List.of(empty, literal(part), empty));
  }

  private static Piece literal(byte[] bytes) {
    return new Piece(bytes.clone(), new boolean[bytes.length], false);
  }

  private static List<Piece> parse(String pattern, char escape) {
    var pieces = new ArrayList<Piece>();
    var bytes = new ByteArrayOutputStream();
    var anyPositions = new ArrayList<Integer>();
    for (int i = 0; i < pattern.length(); i++) {
      char character = pattern.charAt(i);
      if (character == escape) {
        i++;
        char next = i < pattern.length() ? pattern.charAt(i) : 0;
        if (i == pattern.length() || (next != '%' && next != '_' && next != escape)) {
          throw invalidEscape(pattern, escape);
        }
        bytes.writeBytes(String.valueOf(next).getBytes(StandardCharsets.UTF_8));
      } else if (character == '%') {
        pieces.add(piece(bytes, anyPositions));
      } else if (character == '_') {
        anyPositions.add(bytes.size());
        bytes.write('_');
      } else {
        int end = Character.isHighSurrogate(character) ? Math.min(i + 2, pattern.length()) : i + 1;
        bytes.writeBytes(pattern.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end - 1;
      }
    }
    pieces.add(piece(bytes, anyPositions));
    return List.copyOf(pieces);
  }

  /// @throws StintException as the constructor does
  static void checkEscapes(String pattern, char escape) {
    parse(pattern, escape);
  }

  private static StintException invalidEscape(String pattern, char escape) {
    return StintException.user(
        ("[INVALID_FORMAT] the LIKE pattern '%s' is invalid: the escape character '%s' must stand"
                + " before '%%', '_' or itself")
            .formatted(pattern, escape));
  }

  private static Piece piece(ByteArrayOutputStream bytes, List<Integer> anyPositions) {
    boolean[] isAny = new boolean[bytes.size()];
    anyPositions.forEach(position -> isAny[position] = true);
    var piece = new Piece(bytes.toByteArray(), isAny, !anyPositions.isEmpty());
    bytes.reset();
    anyPositions.clear();
    return piece;
  }

  @Override
  protected int select(byte[] data, int[] starts, int[] lengths, int[] rows, int count, int[] out) {
    if (isContains) {
      return selectContaining(pieces.get(1).search, data, starts, lengths, rows, count, out);
    }
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      boolean isMatch = matches(data, starts[row], starts[row] + lengths[row]);
      out[survivors] = row;
      survivors += isMatch ? 1 : 0;
    }
    return survivors;
  }

  private static int selectContaining(
      BytesSearch search,
      byte[] data,
      int[] starts,
      int[] lengths,
      int[] rows,
      int count,
      int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int start = starts[row];
      out[survivors] = row;
      survivors += search.indexOf(data, start, start + lengths[row]) >= 0 ? 1 : 0;
    }
    return survivors;
  }

  /// Whether the bytes `data[start..end)` match.
  boolean matches(byte[] data, int start, int end) {
    int position = fit(pieces.getFirst(), data, start, end);
    int last = pieces.size() - 1;
    if (position < 0 || last == 0) {
      return position == end;
    }
    for (int i = 1; i < last; i++) {
      position = find(pieces.get(i), data, position, end);
      if (position < 0) {
        return false;
      }
    }
    return endsWith(pieces.get(last), data, position, end);
  }

  /// Where the piece ends when it starts at `start`; -1 when it does not fit there.
  private static int fit(Piece piece, byte[] data, int start, int end) {
    byte[] bytes = piece.bytes;
    if (!piece.hasAny) {
      boolean fits =
          end - start >= bytes.length
              && Arrays.equals(data, start, start + bytes.length, bytes, 0, bytes.length);
      return fits ? start + bytes.length : -1;
    }
    int position = start;
    for (int i = 0; i < bytes.length; i++) {
      if (position >= end) {
        return -1;
      }
      if (piece.isAny[i]) {
        position = Utf8.next(data, position, end);
      } else if (data[position] == bytes[i]) {
        position++;
      } else {
        return -1;
      }
    }
    return position;
  }

  private static int find(Piece piece, byte[] data, int start, int end) {
    if (!piece.hasAny) {
      int found = piece.search.indexOf(data, start, end);
      return found < 0 ? -1 : found + piece.bytes.length;
    }
    for (int from = start; from <= end; from = from == end ? end + 1 : Utf8.next(data, from, end)) {
      int position = fit(piece, data, from, end);
      if (position >= 0) {
        return position;
      }
    }
    return -1;
  }

  private static boolean endsWith(Piece piece, byte[] data, int start, int end) {
    if (!piece.hasAny) {
      int from = end - piece.bytes.length;
      return from >= start && fit(piece, data, from, end) == end;
    }
    // Each byte of the piece stands for one code point's last byte or is one byte itself.
    int from = end;
    for (int i = piece.bytes.length - 1; i >= 0; i--) {
      if (from <= start) {
        return false;
      }
      from = piece.isAny[i] ? Utf8.previous(data, start, from) : from - 1;
    }
    return fit(piece, data, from, end) == end;
  }
}
