/// What a run costs on AWS.
@NullMarked
package dev.stint.config.price;

import org.jspecify.annotations.NullMarked;
