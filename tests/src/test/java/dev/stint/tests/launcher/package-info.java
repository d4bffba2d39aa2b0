/// The launcher and the distribution, run as users run them: as processes, on a machine without
/// Java.
@NullMarked
package dev.stint.tests.launcher;

import org.jspecify.annotations.NullMarked;
