/// Joins.
@NullMarked
package dev.stint.executor.join;

import org.jspecify.annotations.NullMarked;
