/// Aggregate functions: what each takes and gives.
@NullMarked
package dev.stint.sql.aggregate;

import org.jspecify.annotations.NullMarked;
