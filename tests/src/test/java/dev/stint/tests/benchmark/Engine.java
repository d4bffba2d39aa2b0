package dev.stint.tests.benchmark;

import java.util.List;

/// Runs statements over tables that it was given, in a process of its own ([EngineMain]).
interface Engine extends AutoCloseable {

  /// What a statement gave and read; -1 where the engine does not say. `rows` are those of the
  /// answer, `inputRows` and `inputBytes` what all stages read, `requests` GET, PUT and LIST.
  record Amounts(long rows, long inputRows, long inputBytes, long requests) {}

  /// Runs a statement and takes all its rows.
  void run(String sql);

  /// Of the last statement.
  Amounts amounts();

  /// The processes at work for it beside this one. To list them takes milliseconds, so that only
  /// those that may have some do.
  default List<ProcessHandle> processes() {
    return List.of();
  }

  @Override
  void close();
}
