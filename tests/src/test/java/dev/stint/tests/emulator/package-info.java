/// An emulator of AWS on this machine, for tests of what is deployed.
@NullMarked
package dev.stint.tests.emulator;

import org.jspecify.annotations.NullMarked;
