/// Rows as a table, CSV or lines of JSON.
@NullMarked
package dev.stint.coordinator.cli.result;

import org.jspecify.annotations.NullMarked;
