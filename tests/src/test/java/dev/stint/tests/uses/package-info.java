/// The uses of Stint, one suite on several beds: embedded, an emulator of AWS, LocalStack.
@NullMarked
package dev.stint.tests.uses;

import org.jspecify.annotations.NullMarked;
