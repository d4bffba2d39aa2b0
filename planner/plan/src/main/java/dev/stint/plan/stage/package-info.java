/// Stages and the exchanges between them: the plan as it is scheduled.
@NullMarked
package dev.stint.plan.stage;

import org.jspecify.annotations.NullMarked;
