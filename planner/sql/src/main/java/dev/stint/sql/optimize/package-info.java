/// Rewrites of relations that keep their rows and lower their cost.
@NullMarked
package dev.stint.sql.optimize;

import org.jspecify.annotations.NullMarked;
