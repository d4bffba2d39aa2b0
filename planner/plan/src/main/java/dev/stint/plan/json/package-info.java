/// The plan language as JSON.
@NullMarked
package dev.stint.plan.json;

import org.jspecify.annotations.NullMarked;
