/// Window functions over sorted rows.
@NullMarked
package dev.stint.executor.window;

import org.jspecify.annotations.NullMarked;
