/// SQL text as Calcite's parser reads it, and errors that point into it.
@NullMarked
package dev.stint.sql.parse;

import org.jspecify.annotations.NullMarked;
