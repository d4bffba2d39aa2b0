package dev.stint.coordinator.gc;

/// What was cleared away, or would be: runs that were ended as cancelled, and finished since they
/// had reached their commit point; logs that were forgotten; objects; open uploads; and the bytes
/// of all these.
public record Freed(
    int cancelledRuns, int finishedRuns, int logs, long objects, long uploads, long bytes) {

  public static final Freed NOTHING = new Freed(0, 0, 0, 0, 0, 0);

  public Freed plus(Freed other) {
    return new Freed(
        cancelledRuns + other.cancelledRuns,
        finishedRuns + other.finishedRuns,
        logs + other.logs,
        objects + other.objects,
        uploads + other.uploads,
        bytes + other.bytes);
  }
}
