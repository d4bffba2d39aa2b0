package dev.stint.coordinator.partition;

/// Says where to cut a sequence of sizes so that its parts are of about the same size, none much
/// larger than the target. What one part misses or exceeds, the later ones share.
final class EvenCut {

  /// By how much of the target the last part may exceed it before it becomes two: items do not end
  /// where parts should, and one part too many keeps all functions but one waiting.
  private static final double TOLERANCE = 0.1;

  private final long targetBytes;

  /// Of the present part and all after it.
  private double remainingBytes;

  private double shareBytes;
  private double partBytes;

  EvenCut(double totalBytes, long targetBytes) {
    this.targetBytes = targetBytes;
    this.remainingBytes = totalBytes;
    this.shareBytes = share();
  }

  /// Whether the next item, of that size, had better begin a new part.
  boolean isDueBefore(double bytes) {
    return partBytes > 0 && partBytes + bytes / 2 > shareBytes;
  }

  /// What the present part has.
  double partBytes() {
    return partBytes;
  }

  void cut() {
    remainingBytes -= partBytes;
    partBytes = 0;
    shareBytes = share();
  }

  void add(double bytes) {
    partBytes += bytes;
  }

  private double share() {
    return remainingBytes / Math.max(1, Math.ceil(remainingBytes / targetBytes - TOLERANCE));
  }
}
