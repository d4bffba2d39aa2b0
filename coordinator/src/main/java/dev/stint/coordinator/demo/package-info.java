/// The data and the job of `stint demo`: taxi trips by a fixed seed.
@NullMarked
package dev.stint.coordinator.demo;

import org.jspecify.annotations.NullMarked;
