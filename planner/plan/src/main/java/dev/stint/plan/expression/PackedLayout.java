package dev.stint.plan.expression;

import dev.stint.plan.type.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What [ScalarFunction#PACK] puts together: values, one after the other, in bytes that, compared
/// unsigned, order as the values do. As text: `bigint ascending first; string descending last`.
public record PackedLayout(List<Part> parts) {

  /// One of the values, and how it orders.
  public record Part(DataType type, SortKey.Direction direction, SortKey.Nulls nulls) {

    public static Part ascending(DataType type) {
      return new Part(type, SortKey.Direction.ASCENDING, SortKey.Nulls.FIRST);
    }

    /// The type's own name may have blanks.
    private static Part parse(String text) {
      String part = text.strip();
      int last = part.lastIndexOf(' ');
      int middle = part.lastIndexOf(' ', last - 1);
      if (middle < 0) {
        throw new IllegalArgumentException("no part of a layout: " + text);
      }
      return new Part(
          DataType.parse(part.substring(0, middle)),
          SortKey.Direction.valueOf(part.substring(middle + 1, last).toUpperCase(Locale.ROOT)),
          SortKey.Nulls.valueOf(part.substring(last + 1).toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
      return (type + " " + direction + " " + nulls).toLowerCase(Locale.ROOT);
    }
  }

  public PackedLayout {
    parts = List.copyOf(parts);
  }

  public static PackedLayout of(Part... parts) {
    return new PackedLayout(List.of(parts));
  }

  public static PackedLayout parse(String text) {
    return new PackedLayout(Arrays.stream(text.split(";", -1)).map(Part::parse).toList());
  }

  public int lastPlace() {
    return parts.size() - 1;
  }

  /// The parts as keys of columns 0 to n-1.
  public List<SortKey> keys() {
    return IntStream.range(0, parts.size())
        .mapToObj(at -> new SortKey(at, parts.get(at).direction(), parts.get(at).nulls()))
        .toList();
  }

  /// As [#parse] reads it.
  public String text() {
    return parts.stream().map(Part::toString).collect(Collectors.joining("; "));
  }
}
