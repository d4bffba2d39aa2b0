package dev.stint.tests.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Of one statement on one engine: the first time and the medians of the time and of processor
/// time, all in milliseconds, and the largest peak of memory of all runs.
record Timing(double first, double wall, double cpu, long peakBytes, Engine.Amounts amounts) {

  /// The first run and so many `warmups` are not in the medians.
  static Timing of(List<EngineProcess.Measured> runs, int warmups) {
    var later = runs.subList(1 + warmups, runs.size());
    return new Timing(
        runs.getFirst().wall(),
        median(later, EngineProcess.Measured::wall),
        median(later, EngineProcess.Measured::cpu),
        runs.stream().mapToLong(EngineProcess.Measured::peakBytes).max().orElseThrow(),
        runs.getLast().amounts());
  }

  private static double median(
      List<EngineProcess.Measured> runs, ToDoubleFunction<EngineProcess.Measured> time) {
    double[] sorted = runs.stream().mapToDouble(time).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
