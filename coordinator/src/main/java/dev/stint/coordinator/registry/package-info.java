/// The jobs that a target knows by name, so that uploads and schedules can start them.
@NullMarked
package dev.stint.coordinator.registry;

import org.jspecify.annotations.NullMarked;
