package dev.stint.shuffle.segment;

/// The memory of the task that reads and writes segments. They reserve what they hold before they
/// allocate it, on the task's thread; whoever made the memory gives back all that is left when they
/// are closed.
public interface Memory {

  /// Takes `bytes`.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind RESOURCE when there are not as many
  void reserve(long bytes);

  /// Gives back `bytes` of those taken.
  void release(long bytes);

  /// What may still be taken: readers and writers hold less where that is little.
  long availableBytes();

  /// For tools that do not count.
  Memory UNLIMITED =
      new Memory() {

        @Override
        public void reserve(long bytes) {}

        @Override
        public void release(long bytes) {}

        @Override
        public long availableBytes() {
          return Long.MAX_VALUE;
        }
      };
}
