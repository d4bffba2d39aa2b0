/// `stint demo`.
@NullMarked
package dev.stint.coordinator.cli.demo;

import org.jspecify.annotations.NullMarked;
