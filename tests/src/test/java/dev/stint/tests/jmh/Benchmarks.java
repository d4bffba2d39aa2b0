package dev.stint.tests.jmh;

import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// How this package's benchmarks are run.
final class Benchmarks {

  private Benchmarks() {}

  /// Options for the benchmarks whose names, as `ClassName.method`, one of `patterns` finds.
  static ChainedOptionsBuilder options(List<String> patterns) {
    var options = new OptionsBuilder().shouldFailOnError(true);
    for (var pattern : patterns) {
      options.include("^" + Benchmarks.class.getPackageName() + "\\..*" + pattern);
    }
    return options;
  }

  /// With so many rows in each call.
  static void rows(ChainedOptionsBuilder options, int rows) {
    options.param("rows", Integer.toString(rows)).operationsPerInvocation(rows);
  }
}
