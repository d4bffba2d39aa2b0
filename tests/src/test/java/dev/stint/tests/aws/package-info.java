/// Stint as it is deployed, on an emulator of AWS.
@NullMarked
package dev.stint.tests.aws;

import org.jspecify.annotations.NullMarked;
