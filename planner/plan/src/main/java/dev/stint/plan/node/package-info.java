/// Operators as the planner describes them: what to do, never how.
@NullMarked
package dev.stint.plan.node;

import org.jspecify.annotations.NullMarked;
