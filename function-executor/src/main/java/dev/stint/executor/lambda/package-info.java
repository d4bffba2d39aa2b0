/// The function as AWS Lambda runs it.
@NullMarked
package dev.stint.executor.lambda;

import org.jspecify.annotations.NullMarked;
