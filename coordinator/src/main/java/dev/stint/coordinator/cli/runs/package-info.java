/// Commands on runs that are there.
@NullMarked
package dev.stint.coordinator.cli.runs;

import org.jspecify.annotations.NullMarked;
