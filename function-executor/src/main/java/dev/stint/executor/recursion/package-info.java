/// Queries that go over their own rows, level by level.
@NullMarked
package dev.stint.executor.recursion;

import org.jspecify.annotations.NullMarked;
