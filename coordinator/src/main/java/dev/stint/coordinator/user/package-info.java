/// Functions that users wrote in Java, found in the jars that they name.
@NullMarked
package dev.stint.coordinator.user;

import org.jspecify.annotations.NullMarked;
