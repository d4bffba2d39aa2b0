package dev.stint.sql.tree;

/// Where a part of a statement stands in its text: the characters `[start, end)`.
public record Span(int start, int end) {

  /// Of what was written nowhere.
  public static final Span NONE = new Span(-1, -1);

  public Span {
    if (start < -1 || end < start) {
      throw new IllegalArgumentException("span [%d, %d)".formatted(start, end));
    }
  }

  public boolean isKnown() {
    return start >= 0;
  }

  /// From the beginning of this one to the end of the other.
  public Span to(Span last) {
    return isKnown() && last.isKnown() ? new Span(start, last.end) : this;
  }
}
