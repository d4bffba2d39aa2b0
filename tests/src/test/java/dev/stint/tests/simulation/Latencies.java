package dev.stint.tests.simulation;

/// Times measured on AWS, as quantiles.
///
/// The S3 tables come from about a million sequential requests of 1 KB each, made by functions of
/// 7,076 MB in us-east-1 in April 2024 and published with Skyrise (`hpides/skyrise`,
/// `resources/benchmark/measurement/storage_latency`). The tables of new environments come from the
/// same data, those of Java's start from `maxday/lambda-perf` (Java 25, zip, x86-64). That of a
/// warm invocation is an assumption around the published median of 25 ms.
final class Latencies {

  static final QuantileTable S3_GET =
      QuantileTable.ofMillis(
          0, 10.1, 0.01, 13.5, 0.05, 14.8, 0.25, 17.6, 0.5, 26.9, 0.75, 41.2, 0.9, 59.2, 0.95, 74.4,
          0.99, 105.5, 0.999, 178, 0.9999, 283, 0.99999, 878, 0.999999, 10_050);

  static final QuantileTable S3_PUT =
      QuantileTable.ofMillis(
          0, 18.2, 0.01, 22.2, 0.05, 24.0, 0.25, 28.2, 0.5, 40.4, 0.75, 55.1, 0.9, 74.9, 0.95, 90.0,
          0.99, 123.4, 0.999, 205, 0.9999, 402, 0.99999, 888, 0.999999, 5_213);

  /// What the first request of an environment takes more: name, TLS, session.
  static final QuantileTable S3_CONNECT = QuantileTable.ofMillis(0, 38, 0.5, 43, 0.999, 49);

  /// A new environment up to its runtime: the client's time less the billed one, ten at once.
  static final QuantileTable ENVIRONMENT =
      QuantileTable.ofMillis(
          0, 240, 0.05, 285, 0.5, 331, 0.9, 428, 0.95, 480, 0.99, 700, 0.9999, 1_701);

  /// The same where a hundred and more begin at once.
  static final QuantileTable ENVIRONMENT_IN_BURST =
      QuantileTable.ofMillis(0, 500, 0.05, 700, 0.5, 890, 0.99, 1_055, 0.9999, 1_701);

  /// A Java runtime's start with a trivial handler.
  static final QuantileTable JAVA_INIT =
      QuantileTable.ofMillis(0, 150, 0.5, 191, 0.9, 369, 0.95, 425, 0.99, 455, 0.999, 498);

  /// A restore from a snapshot; published ranges only, 0.2 to 0.7 s.
  static final QuantileTable SNAPSHOT_RESTORE =
      QuantileTable.ofMillis(0, 150, 0.05, 200, 0.5, 350, 0.95, 600, 0.99, 700, 0.999, 1_200);

  static final QuantileTable WARM_INVOKE =
      QuantileTable.ofMillis(0, 8, 0.05, 11, 0.5, 20, 0.9, 40, 0.99, 100, 0.999, 250, 0.9999, 800);

  private Latencies() {}
}
