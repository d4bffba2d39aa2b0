/// What a caller asks of the planner.
@NullMarked
package dev.stint.sql.request;

import org.jspecify.annotations.NullMarked;
