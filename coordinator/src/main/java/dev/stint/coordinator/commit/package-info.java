/// Making the files of a run visible, all or none of them.
@NullMarked
package dev.stint.coordinator.commit;

import org.jspecify.annotations.NullMarked;
