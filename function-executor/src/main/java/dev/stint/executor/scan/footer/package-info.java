/// Footers of Parquet files, remembered for attempts to come.
@NullMarked
package dev.stint.executor.scan.footer;

import org.jspecify.annotations.NullMarked;
