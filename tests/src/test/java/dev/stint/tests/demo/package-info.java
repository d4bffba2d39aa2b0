/// The demo's job: over real trips, and with a function that dies.
@NullMarked
package dev.stint.tests.demo;

import org.jspecify.annotations.NullMarked;
