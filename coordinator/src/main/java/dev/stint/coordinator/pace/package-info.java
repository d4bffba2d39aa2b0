/// How fast attempts may start: one limiter for concurrency, new environments and request rate.
@NullMarked
package dev.stint.coordinator.pace;

import org.jspecify.annotations.NullMarked;
