/// Servers that this machine alone can reach.
@NullMarked
package dev.stint.coordinator.loopback;

import org.jspecify.annotations.NullMarked;
