/// Casts between types, and the texts of values.
@NullMarked
package dev.stint.executor.kernel.cast;

import org.jspecify.annotations.NullMarked;
