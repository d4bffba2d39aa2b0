/// Measurements beside a peer in the same run. Not part of the build: see the module's README.
@NullMarked
package dev.stint.tests.benchmark;

import org.jspecify.annotations.NullMarked;
