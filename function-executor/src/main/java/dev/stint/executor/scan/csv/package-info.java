/// Reading CSV: records taken apart as bytes, cells collected by column.
@NullMarked
package dev.stint.executor.scan.csv;

import org.jspecify.annotations.NullMarked;
