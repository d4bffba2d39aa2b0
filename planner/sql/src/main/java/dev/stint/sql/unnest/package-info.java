/// Subqueries that use columns of the query around them, made into relations that do not.
@NullMarked
package dev.stint.sql.unnest;

import org.jspecify.annotations.NullMarked;
