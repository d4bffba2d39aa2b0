package dev.stint.coordinator.partition;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// Blocks that follow each other in the segments of an exchange: from block `fromBlock` of segment
/// `fromSegment` to before block `toBlock` of segment `toSegment`. As JSON four numbers in an
/// array.
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"fromSegment", "fromBlock", "toSegment", "toBlock"})
public record BlockSpan(int fromSegment, int fromBlock, int toSegment, int toBlock) {

  public BlockSpan {
    boolean isForward =
        fromSegment < toSegment || (fromSegment == toSegment && fromBlock <= toBlock);
    if (fromSegment < 0 || fromBlock < 0 || toBlock < 0 || !isForward) {
      throw new IllegalArgumentException(
          "blocks %d.%d to %d.%d".formatted(fromSegment, fromBlock, toSegment, toBlock));
    }
  }
}
