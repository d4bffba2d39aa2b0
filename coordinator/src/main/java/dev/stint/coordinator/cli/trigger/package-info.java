/// Commands on jobs that triggers start.
@NullMarked
package dev.stint.coordinator.cli.trigger;

import org.jspecify.annotations.NullMarked;
