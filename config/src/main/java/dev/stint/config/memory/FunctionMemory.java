package dev.stint.config.memory;

/// How a function's memory is shared out: to the heap of its JVM, and of that to operators. All in
/// bytes, measured over TPC-H (function-executor/README.md).
public final class FunctionMemory {

  /// What a process takes beside its heap: classes, compiled code, threads and libraries, and an
  /// eighth of the memory for buffers of codecs and the network, whose freed memory the C library
  /// keeps.
  private static final long BESIDE_HEAP_BYTES = 128L << 20;

  /// What the heap holds beside what operators reserve: the JVM's objects, Hadoop's and the SDK's,
  /// and batches.
  private static final long BESIDE_OPERATORS_BYTES = 48L << 20;

  private static final long LEAST_HEAP_BYTES = 64L << 20;

  private FunctionMemory() {}

  /// The most that the heap may take: four fifths of a large function, and of a small one what the
  /// rest leaves.
  public static long heapBytes(long memoryBytes) {
    return Math.max(
        LEAST_HEAP_BYTES, Math.min(memoryBytes / 5 * 4, memoryBytes / 8 * 7 - BESIDE_HEAP_BYTES));
  }

  /// What operators may reserve: half of a large function, and of a small one three quarters of
  /// what the rest leaves of the heap.
  public static long operatorBytes(long memoryBytes) {
    return Math.min(memoryBytes / 2, (heapBytes(memoryBytes) - BESIDE_OPERATORS_BYTES) / 4 * 3);
  }

  /// The memory of a function whose operators may reserve `operatorBytes`.
  public static long ofOperators(long operatorBytes) {
    long heap = Math.ceilDiv(operatorBytes, 3L) * 4 + BESIDE_OPERATORS_BYTES + 4;
    long beside =
        Math.max(
            Math.ceilDiv(heap + BESIDE_HEAP_BYTES, 7L) * 8 + 8, Math.ceilDiv(heap, 4L) * 5 + 5);
    return Math.max(Math.multiplyExact(operatorBytes, 2L), beside);
  }
}
