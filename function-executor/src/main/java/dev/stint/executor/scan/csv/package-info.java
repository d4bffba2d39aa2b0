/// Reading CSV: records by FastCSV, cells collected by column.
@NullMarked
package dev.stint.executor.scan.csv;

import org.jspecify.annotations.NullMarked;
