/// How to reach the object stores.
@NullMarked
package dev.stint.config.store;

import org.jspecify.annotations.NullMarked;
