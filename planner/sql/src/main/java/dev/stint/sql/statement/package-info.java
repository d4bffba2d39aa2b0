/// What statements do: those that give rows are planned, others change what those after them see.
@NullMarked
package dev.stint.sql.statement;

import org.jspecify.annotations.NullMarked;
