/// Rows held by column: batches and their vectors.
@NullMarked
package dev.stint.executor.batch;

import org.jspecify.annotations.NullMarked;
