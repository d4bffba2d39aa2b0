/// Segments: sorted rows cut into compressed, checked blocks, written by one attempt and read in
/// ranges by many.
@NullMarked
package dev.stint.shuffle.segment;

import org.jspecify.annotations.NullMarked;
