/// What a run will cost and how long it will take, before it starts.
@NullMarked
package dev.stint.coordinator.estimate;

import org.jspecify.annotations.NullMarked;
