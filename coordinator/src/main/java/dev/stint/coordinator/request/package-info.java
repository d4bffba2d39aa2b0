/// What is asked of a run: the graph, and how it may use what it runs on. Written down as the first
/// entry of a run's log.
@NullMarked
package dev.stint.coordinator.request;

import org.jspecify.annotations.NullMarked;
