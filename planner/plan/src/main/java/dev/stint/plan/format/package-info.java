/// File formats and their options under Spark's names.
@NullMarked
package dev.stint.plan.format;

import org.jspecify.annotations.NullMarked;
