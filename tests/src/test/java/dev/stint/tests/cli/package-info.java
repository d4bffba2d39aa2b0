/// The command line, called as a user would and read as a user would.
@NullMarked
package dev.stint.tests.cli;

import org.jspecify.annotations.NullMarked;
