/// Kernels of `DECIMAL`s, and whole numbers of 128 bits.
@NullMarked
package dev.stint.executor.kernel.decimal;

import org.jspecify.annotations.NullMarked;
