package dev.stint.tests.simulation;

import java.util.Map;

/// What the tasks of a stage make of their input.
///
/// Of a split they read the share `readShare` of its bytes (the columns they need, what statistics
/// leave over), with `rowsPerMebibyte` rows in each mebibyte of the whole split. They give
/// `rowRatio` rows for each one they read, at most `maxTaskRows` per task, of `rowBytes` each as
/// stored. One core works through `cpuBytesPerSecond` of what is read and `writeBytesPerSecond` of
/// what is written; a task needs `memoryRatio` bytes for each byte it reads. A share `hotShare` of
/// the rows lies in one bucket. Files go to `folders` folders.
record StageModel(
    double readShare,
    double rowsPerMebibyte,
    double rowRatio,
    long maxTaskRows,
    double rowBytes,
    double cpuBytesPerSecond,
    double writeBytesPerSecond,
    double memoryRatio,
    double hotShare,
    int folders) {

  private static final double MIB = 1 << 20;

  StageModel {
    boolean areShares = isShare(readShare) && isShare(hotShare);
    boolean areRates = cpuBytesPerSecond > 0 && writeBytesPerSecond > 0 && rowBytes > 0;
    if (!areShares || !areRates || rowRatio < 0 || folders < 1) {
      throw new IllegalArgumentException("a stage that cannot be");
    }
  }

  /// Passes all it reads on: rows of 100 bytes, 100 MiB/s in and out, without skew.
  static final StageModel PLAIN =
      new StageModel(1, MIB / 100, 1, Long.MAX_VALUE, 100, 100 * MIB, 100 * MIB, 0.5, 0, 1);

  StageModel reading(double share, double rowsPerMebibyteOfSplit) {
    return new StageModel(
        share,
        rowsPerMebibyteOfSplit,
        rowRatio,
        maxTaskRows,
        rowBytes,
        cpuBytesPerSecond,
        writeBytesPerSecond,
        memoryRatio,
        hotShare,
        folders);
  }

  StageModel giving(double ratio, long mostRows, double bytesOfRow) {
    return new StageModel(
        readShare,
        rowsPerMebibyte,
        ratio,
        mostRows,
        bytesOfRow,
        cpuBytesPerSecond,
        writeBytesPerSecond,
        memoryRatio,
        hotShare,
        folders);
  }

  StageModel working(double bytesReadPerSecond, double bytesWrittenPerSecond) {
    return new StageModel(
        readShare,
        rowsPerMebibyte,
        rowRatio,
        maxTaskRows,
        rowBytes,
        bytesReadPerSecond,
        bytesWrittenPerSecond,
        memoryRatio,
        hotShare,
        folders);
  }

  StageModel needing(double memoryForByte) {
    return new StageModel(
        readShare,
        rowsPerMebibyte,
        rowRatio,
        maxTaskRows,
        rowBytes,
        cpuBytesPerSecond,
        writeBytesPerSecond,
        memoryForByte,
        hotShare,
        folders);
  }

  StageModel skewed(double share) {
    return new StageModel(
        readShare,
        rowsPerMebibyte,
        rowRatio,
        maxTaskRows,
        rowBytes,
        cpuBytesPerSecond,
        writeBytesPerSecond,
        memoryRatio,
        share,
        folders);
  }

  StageModel inFolders(int count) {
    return new StageModel(
        readShare,
        rowsPerMebibyte,
        rowRatio,
        maxTaskRows,
        rowBytes,
        cpuBytesPerSecond,
        writeBytesPerSecond,
        memoryRatio,
        hotShare,
        count);
  }

  /// The models of a graph's stages: those given, and [#PLAIN] for all others.
  static StageModel of(Map<Integer, StageModel> models, int stageId) {
    return models.getOrDefault(stageId, PLAIN);
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }
}
