/// Spark's own SQL files, run through Stint.
@NullMarked
package dev.stint.tests.spark;

import org.jspecify.annotations.NullMarked;
