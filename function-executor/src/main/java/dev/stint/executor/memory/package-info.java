/// The memory an attempt may use.
@NullMarked
package dev.stint.executor.memory;

import org.jspecify.annotations.NullMarked;
