/// Rows on a function's own disk, where its memory has no room for them.
@NullMarked
package dev.stint.executor.spill;

import org.jspecify.annotations.NullMarked;
