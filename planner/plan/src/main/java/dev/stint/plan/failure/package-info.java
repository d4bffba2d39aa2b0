/// Why something failed, sorted by what the coordinator does about it.
@NullMarked
package dev.stint.plan.failure;

import org.jspecify.annotations.NullMarked;
