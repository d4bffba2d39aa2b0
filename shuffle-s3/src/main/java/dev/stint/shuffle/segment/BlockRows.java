package dev.stint.shuffle.segment;

/// The rows `fromRow`, inclusive, to `toRow`, exclusive, of a block; at least one.
public record BlockRows(Block block, int fromRow, int toRow) {

  public BlockRows {
    if (fromRow < 0 || fromRow >= toRow || toRow > block.rowCount()) {
      throw new IllegalArgumentException(
          "rows %d to %d of %d".formatted(fromRow, toRow, block.rowCount()));
    }
  }

  public int rowCount() {
    return toRow - fromRow;
  }
}
