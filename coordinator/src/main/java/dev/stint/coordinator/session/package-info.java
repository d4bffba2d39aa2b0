/// Everything one process of the command line needs to plan and run statements, wired up.
@NullMarked
package dev.stint.coordinator.session;

import org.jspecify.annotations.NullMarked;
