/// SQL text to the tree of `sql.tree`, by Spark's own grammar, and errors that point into the text.
@NullMarked
package dev.stint.sql.parse;

import org.jspecify.annotations.NullMarked;
