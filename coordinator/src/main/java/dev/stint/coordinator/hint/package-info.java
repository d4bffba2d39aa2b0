/// **What dominates a run**, what that costs and what would change it: each hint computed from the
/// page of the run, and none where there is nothing worth saying.
@NullMarked
package dev.stint.coordinator.hint;

import org.jspecify.annotations.NullMarked;
