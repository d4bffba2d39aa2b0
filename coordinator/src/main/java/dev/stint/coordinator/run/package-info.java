/// One run from a stage graph to a report: the driver around the state machine.
@NullMarked
package dev.stint.coordinator.run;

import org.jspecify.annotations.NullMarked;
