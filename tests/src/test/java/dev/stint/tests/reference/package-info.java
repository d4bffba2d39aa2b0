/// Reference answers: another engine, and how answers are compared.
@NullMarked
package dev.stint.tests.reference;

import org.jspecify.annotations.NullMarked;
