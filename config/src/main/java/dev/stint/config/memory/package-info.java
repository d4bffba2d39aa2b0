/// How a function's memory is shared out.
@NullMarked
package dev.stint.config.memory;

import org.jspecify.annotations.NullMarked;
