/// The command line `stint`.
@NullMarked
package dev.stint.coordinator.cli;

import org.jspecify.annotations.NullMarked;
