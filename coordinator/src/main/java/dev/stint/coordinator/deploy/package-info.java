/// Makes, changes, finds and removes deployments through CloudFormation. For the command line: no
/// function reaches it.
@NullMarked
package dev.stint.coordinator.deploy;

import org.jspecify.annotations.NullMarked;
