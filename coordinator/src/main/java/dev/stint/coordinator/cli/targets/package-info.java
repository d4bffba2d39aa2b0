/// Where commands run: here, or on a deployment.
@NullMarked
package dev.stint.coordinator.cli.targets;

import org.jspecify.annotations.NullMarked;
