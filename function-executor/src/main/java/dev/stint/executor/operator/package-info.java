/// Operators: each does one node of the plan, batch by batch.
@NullMarked
package dev.stint.executor.operator;

import org.jspecify.annotations.NullMarked;
