/// One attempt from request to response.
@NullMarked
package dev.stint.executor.task;

import org.jspecify.annotations.NullMarked;
