/// The form in which tasks travel between coordinator and function.
@NullMarked
package dev.stint.shuffle.wire;

import org.jspecify.annotations.NullMarked;
