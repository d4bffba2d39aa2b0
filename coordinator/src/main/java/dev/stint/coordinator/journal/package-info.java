/// A run's log as objects: written by one coordinator at a time, read by whoever wants to know or
/// to go on.
@NullMarked
package dev.stint.coordinator.journal;

import org.jspecify.annotations.NullMarked;
