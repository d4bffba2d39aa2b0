/// What to do next: the state machines of run, stage and task, without clock, thread or I/O.
@NullMarked
package dev.stint.coordinator.schedule;

import org.jspecify.annotations.NullMarked;
