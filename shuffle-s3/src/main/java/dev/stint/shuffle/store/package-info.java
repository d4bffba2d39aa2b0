/// The object-store port: everything Stint writes goes through it.
@NullMarked
package dev.stint.shuffle.store;

import org.jspecify.annotations.NullMarked;
