/// Triggers on a laptop: what watches folders and clocks, and runs what the trigger service starts.
@NullMarked
package dev.stint.coordinator.watch;

import org.jspecify.annotations.NullMarked;
