/// Ordering rows.
@NullMarked
package dev.stint.executor.sort;

import org.jspecify.annotations.NullMarked;
