/// `stint shell`.
@NullMarked
package dev.stint.coordinator.cli.shell;

import org.jspecify.annotations.NullMarked;
