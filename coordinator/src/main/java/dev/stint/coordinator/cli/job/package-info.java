/// Commands that run statements and jobs.
@NullMarked
package dev.stint.coordinator.cli.job;

import org.jspecify.annotations.NullMarked;
