/// From SQL text to a stage graph.
@NullMarked
package dev.stint.sql;

import org.jspecify.annotations.NullMarked;
