package dev.stint.executor.aggregate;

/// Which end of the order an aggregate keeps.
enum Extreme {
  SMALLEST,
  LARGEST
}
