/// Paths as users write them.
@NullMarked
package dev.stint.plan.path;

import org.jspecify.annotations.NullMarked;
