/// A job from its description to its report: the statements in order, each planned and run on a
/// target. Whoever starts jobs, a command or a handler, brings a listener and a place for the
/// result.
@NullMarked
package dev.stint.coordinator.job;

import org.jspecify.annotations.NullMarked;
