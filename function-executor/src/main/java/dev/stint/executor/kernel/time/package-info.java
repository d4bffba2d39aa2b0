/// Kernels of dates, timestamps, times of a day and intervals.
@NullMarked
package dev.stint.executor.kernel.time;

import org.jspecify.annotations.NullMarked;
