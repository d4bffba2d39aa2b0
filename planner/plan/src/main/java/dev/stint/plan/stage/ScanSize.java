package dev.stint.plan.stage;

/// What the planner knows of a scan's splits before it is run: `rows` in them, `keptRows` that its
/// filter is guessed to let through, `readBytes` of the columns that it reads as they are stored,
/// and `filterBytes` of those among them that the filter needs. Bytes are -1 where the files do not
/// tell columns apart; all of a text is read.
public record ScanSize(long rows, long keptRows, long readBytes, long filterBytes) {

  public ScanSize {
    if (rows < 0 || keptRows < 0 || readBytes < -1 || filterBytes < -1) {
      throw new IllegalArgumentException(
          "%d, %d, %d, %d".formatted(rows, keptRows, readBytes, filterBytes));
    }
  }
}
