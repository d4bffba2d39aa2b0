/// What users write in a job file, read and checked.
@NullMarked
package dev.stint.config.job;

import org.jspecify.annotations.NullMarked;
