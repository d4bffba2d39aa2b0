/// The interactive shell in a real terminal: keys go in, and what a person would see comes out.
@NullMarked
package dev.stint.tests.shell;

import org.jspecify.annotations.NullMarked;
