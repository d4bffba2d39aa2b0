/// Rules of the code's structure.
@NullMarked
package dev.stint.tests.architecture;

import org.jspecify.annotations.NullMarked;
