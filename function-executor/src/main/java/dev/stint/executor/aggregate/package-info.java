/// Grouping and aggregation.
@NullMarked
package dev.stint.executor.aggregate;

import org.jspecify.annotations.NullMarked;
