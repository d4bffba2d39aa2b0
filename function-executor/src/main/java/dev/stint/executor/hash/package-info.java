/// Hashes of rows, and the table that numbers distinct keys.
@NullMarked
package dev.stint.executor.hash;

import org.jspecify.annotations.NullMarked;
