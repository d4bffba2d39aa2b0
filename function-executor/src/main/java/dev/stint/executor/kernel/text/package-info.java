/// Kernels of strings and bytes.
@NullMarked
package dev.stint.executor.kernel.text;

import org.jspecify.annotations.NullMarked;
