/// Kernels: loops over the arrays of vectors, and the text forms of values.
@NullMarked
package dev.stint.executor.kernel;

import org.jspecify.annotations.NullMarked;
