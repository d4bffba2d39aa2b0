package dev.stint.shuffle.segment;

/// Names the segment of an attempt, and the objects that stand beside it.
///
/// S3 limits requests per partition of a bucket, and cuts partitions between key prefixes when load
/// stays high. So a run's segments spread over 256 folders of two hexadecimal digits: wherever S3
/// cuts, both sides hold about the same number of segments of each stage. All begin with the run's
/// path, so that one listing finds them.
public final class SegmentNames {

  private SegmentNames() {}

  /// Where an attempt's segment goes: `<runPath><hh>/stage-s/task-t-a-c.segment`, unique to the
  /// attempt, also among coordinators of one run.
  ///
  /// @param runPath of the run, ends in a slash
  /// @param attempt counted from 0 for each task
  /// @param term the number of the coordinator that started the attempt, counted from 0
  public static String path(String runPath, int stageId, int taskIndex, int attempt, int term) {
    if (!runPath.endsWith("/")) {
      throw new IllegalArgumentException("a run's path ends in a slash: " + runPath);
    }
    if (stageId < 0 || taskIndex < 0 || attempt < 0 || term < 0) {
      throw new IllegalArgumentException(
          "numbers of a segment: stage %d, task %d, attempt %d, term %d"
              .formatted(stageId, taskIndex, attempt, term));
    }
    return "%s%02x/stage-%d/task-%d-%d-%d.segment"
        .formatted(runPath, folder(stageId, taskIndex), stageId, taskIndex, attempt, term);
  }

  /// The object that tells the attempt to stop.
  public static String stopPath(String segmentPath) {
    return segmentPath + ".stop";
  }

  /// The low bits of the task's number, reversed: neighbours, which are written and read at the
  /// same time, lie far apart, and any number of tasks fills halves, quarters and so on evenly.
  /// Stages begin at different folders.
  private static int folder(int stageId, int taskIndex) {
    int reversed = Integer.reverse(taskIndex) >>> 24;
    return (reversed + 157 * stageId) & 0xFF;
  }
}
