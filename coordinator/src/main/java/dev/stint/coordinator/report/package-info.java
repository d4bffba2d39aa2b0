/// What a run did and cost, as text.
@NullMarked
package dev.stint.coordinator.report;

import org.jspecify.annotations.NullMarked;
