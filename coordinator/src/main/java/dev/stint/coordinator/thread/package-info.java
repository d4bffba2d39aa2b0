/// How a coordinator waits and does several things at once, as a port, so that a test can let it live
/// in another time.
@NullMarked
package dev.stint.coordinator.thread;

import org.jspecify.annotations.NullMarked;
