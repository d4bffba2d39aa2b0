/// The times of schedules, as EventBridge Scheduler reckons them.
@NullMarked
package dev.stint.config.schedule;

import org.jspecify.annotations.NullMarked;
