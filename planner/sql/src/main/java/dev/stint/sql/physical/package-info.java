/// Relations cut into stages at exchanges.
@NullMarked
package dev.stint.sql.physical;

import org.jspecify.annotations.NullMarked;
