/// What the scans of all formats share: opening files, reading them in blocks of lines, partition
/// values, and saying what went wrong.
@NullMarked
package dev.stint.executor.scan.source;

import org.jspecify.annotations.NullMarked;
