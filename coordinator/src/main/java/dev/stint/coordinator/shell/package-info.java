/// The interactive shell: lines that are edited, statements that end with `;`, and commands of its
/// own. What a statement does is its caller's affair.
@NullMarked
package dev.stint.coordinator.shell;

import org.jspecify.annotations.NullMarked;
