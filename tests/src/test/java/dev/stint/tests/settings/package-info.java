/// Whole statements under settings by chance: an answer does not depend on how a run is cut, moved
/// and spilled.
@NullMarked
package dev.stint.tests.settings;

import org.jspecify.annotations.NullMarked;
