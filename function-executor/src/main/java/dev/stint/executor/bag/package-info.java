/// Bags, all values of a group: how they lie on the disk, and what is read off them.
@NullMarked
package dev.stint.executor.bag;

import org.jspecify.annotations.NullMarked;
