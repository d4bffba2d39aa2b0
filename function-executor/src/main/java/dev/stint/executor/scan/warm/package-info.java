/// What a warm process still has of files that earlier attempts read.
@NullMarked
package dev.stint.executor.scan.warm;

import org.jspecify.annotations.NullMarked;
