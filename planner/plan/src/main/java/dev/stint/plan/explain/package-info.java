/// Plans as text for people.
@NullMarked
package dev.stint.plan.explain;

import org.jspecify.annotations.NullMarked;
