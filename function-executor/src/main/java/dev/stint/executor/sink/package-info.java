/// Writing batches into output files that are not visible until committed.
@NullMarked
package dev.stint.executor.sink;

import org.jspecify.annotations.NullMarked;
