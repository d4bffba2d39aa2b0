/// Options that several commands have.
@NullMarked
package dev.stint.coordinator.cli.option;

import org.jspecify.annotations.NullMarked;
