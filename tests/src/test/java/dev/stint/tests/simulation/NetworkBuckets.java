package dev.stint.tests.simulation;

/// A function's network: what comes in and what goes out are limited apart from each other.
record NetworkBuckets(Bandwidth in, Bandwidth out) {

  static NetworkBuckets fresh() {
    return new NetworkBuckets(new Bandwidth(), new Bandwidth());
  }
}
