/// Reading tables: Parquet, CSV and JSON lines into batches.
@NullMarked
package dev.stint.executor.scan;

import org.jspecify.annotations.NullMarked;
