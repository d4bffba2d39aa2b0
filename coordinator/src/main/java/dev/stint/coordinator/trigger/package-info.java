/// What starts executions of registered jobs without anybody typing: uploads and schedules, each
/// once, however often and in whatever order their events come.
@NullMarked
package dev.stint.coordinator.trigger;

import org.jspecify.annotations.NullMarked;
