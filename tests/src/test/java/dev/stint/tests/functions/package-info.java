/// Functions of users, in jars made as a test begins.
@NullMarked
package dev.stint.tests.functions;

import org.jspecify.annotations.NullMarked;
