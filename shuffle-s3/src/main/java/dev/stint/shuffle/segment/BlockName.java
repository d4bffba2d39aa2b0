package dev.stint.shuffle.segment;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.BlockRef;
import org.jspecify.annotations.Nullable;

/// How messages tell a block: `number` counts from 0 in what its segment lists.
record BlockName(String path, int number, BlockRef ref) {

  /// INTERNAL: the bytes are not what was written, and reading them again gave the same.
  StintException corrupt(String found, @Nullable Throwable cause) {
    return StintException.internal(
        "segment %s is corrupt: block %d, %d bytes from offset %d: %s"
            .formatted(path, number, ref.length(), ref.offset(), found),
        cause);
  }
}
