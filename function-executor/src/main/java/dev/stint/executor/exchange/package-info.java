/// What stages hand each other: rows as payload bytes, in segments.
@NullMarked
package dev.stint.executor.exchange;

import org.jspecify.annotations.NullMarked;
