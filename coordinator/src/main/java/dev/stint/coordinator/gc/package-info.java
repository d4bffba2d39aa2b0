/// Clearing away what runs leave: dead ones are ended, old logs are forgotten.
@NullMarked
package dev.stint.coordinator.gc;

import org.jspecify.annotations.NullMarked;
