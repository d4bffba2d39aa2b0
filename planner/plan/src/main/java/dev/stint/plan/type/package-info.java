/// The SQL types: how a value is declared, and the schema of rows.
@NullMarked
package dev.stint.plan.type;

import org.jspecify.annotations.NullMarked;
