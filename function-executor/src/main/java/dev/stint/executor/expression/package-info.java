/// Plan expressions compiled into evaluators over batches.
@NullMarked
package dev.stint.executor.expression;

import org.jspecify.annotations.NullMarked;
