/// Scalar functions: what each takes and gives, and the kernels that they stand for.
@NullMarked
package dev.stint.sql.function;

import org.jspecify.annotations.NullMarked;
