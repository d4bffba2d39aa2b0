/// Rows as bytes: the payloads of blocks, in exchanges and on a function's disk.
@NullMarked
package dev.stint.executor.codec;

import org.jspecify.annotations.NullMarked;
