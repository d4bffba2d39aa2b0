/// Relations as trees over columns with unique ids, before they are cut into stages.
@NullMarked
package dev.stint.sql.logical;

import org.jspecify.annotations.NullMarked;
