/// The port to functions, and functions as threads of this process.
@NullMarked
package dev.stint.coordinator.invoke;

import org.jspecify.annotations.NullMarked;
