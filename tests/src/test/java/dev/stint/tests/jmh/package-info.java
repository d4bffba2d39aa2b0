/// JMH benchmarks of what works on rows: nanoseconds a row, or bytes a second. `BenchmarksTest`
/// runs each once in the build; the module's README says how they are measured.
@NullMarked
package dev.stint.tests.jmh;

import org.jspecify.annotations.NullMarked;
