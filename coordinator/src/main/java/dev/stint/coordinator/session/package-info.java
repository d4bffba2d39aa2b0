/// Everything one process needs to plan and run statements on a target, wired up.
@NullMarked
package dev.stint.coordinator.session;

import org.jspecify.annotations.NullMarked;
