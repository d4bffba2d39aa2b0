/// What happened in a run and what was decided: the records of its log, of which state, report,
/// budget and progress are folds.
@NullMarked
package dev.stint.coordinator.event;

import org.jspecify.annotations.NullMarked;
