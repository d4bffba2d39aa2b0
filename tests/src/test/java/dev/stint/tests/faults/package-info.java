/// Real faults and real processes: killed coordinators and functions, an S3 that fails.
@NullMarked
package dev.stint.tests.faults;

import org.jspecify.annotations.NullMarked;
