/// Sends a request a second time when its answer is late, and takes the first answer.
@NullMarked
package dev.stint.shuffle.hedge;

import org.jspecify.annotations.NullMarked;
