/// The runs of a target as their logs tell of them: found, read, summed up, and cleared away.
@NullMarked
package dev.stint.coordinator.history;

import org.jspecify.annotations.NullMarked;
