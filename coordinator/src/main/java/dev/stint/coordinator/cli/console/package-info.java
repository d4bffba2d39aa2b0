/// The terminal: what is printed, its progress, errors and exit codes.
@NullMarked
package dev.stint.coordinator.cli.console;

import org.jspecify.annotations.NullMarked;
