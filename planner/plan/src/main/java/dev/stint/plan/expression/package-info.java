/// Expressions over the columns of a batch: typed, resolved, without names to look up.
@NullMarked
package dev.stint.plan.expression;

import org.jspecify.annotations.NullMarked;
