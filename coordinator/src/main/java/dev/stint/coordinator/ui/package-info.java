/// **The page of a run**: its HTML, scripts and styles, the file that holds all of it, and the
/// server that shows all runs on this machine alone.
@NullMarked
package dev.stint.coordinator.ui;

import org.jspecify.annotations.NullMarked;
