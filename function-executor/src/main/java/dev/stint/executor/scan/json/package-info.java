/// Reading JSON lines: one object per line by Jackson's streaming parser.
@NullMarked
package dev.stint.executor.scan.json;

import org.jspecify.annotations.NullMarked;
