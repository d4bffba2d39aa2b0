/// How a stage's work is cut into tasks, once the sizes are known.
@NullMarked
package dev.stint.coordinator.partition;

import org.jspecify.annotations.NullMarked;
