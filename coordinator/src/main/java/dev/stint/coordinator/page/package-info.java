/// **What a page shows of a run**: one more fold over its log, as small as a page can be whatever
/// the number of tasks, and plain data that becomes JSON.
@NullMarked
package dev.stint.coordinator.page;

import org.jspecify.annotations.NullMarked;
