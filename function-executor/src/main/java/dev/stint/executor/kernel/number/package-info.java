/// Kernels of whole numbers and of numbers with a floating point.
@NullMarked
package dev.stint.executor.kernel.number;

import org.jspecify.annotations.NullMarked;
