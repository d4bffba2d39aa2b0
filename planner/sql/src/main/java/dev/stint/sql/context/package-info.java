/// What the analysis of one statement shares: its settings, its text, and which types go together.
@NullMarked
package dev.stint.sql.context;

import org.jspecify.annotations.NullMarked;
