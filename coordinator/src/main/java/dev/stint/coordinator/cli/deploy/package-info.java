/// `stint deploy` and `stint destroy`.
@NullMarked
package dev.stint.coordinator.cli.deploy;

import org.jspecify.annotations.NullMarked;
