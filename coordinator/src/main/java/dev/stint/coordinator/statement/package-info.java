/// Statements of a session, one after the other, and the names that they leave for those after them
/// and for later sessions.
@NullMarked
package dev.stint.coordinator.statement;

import org.jspecify.annotations.NullMarked;
