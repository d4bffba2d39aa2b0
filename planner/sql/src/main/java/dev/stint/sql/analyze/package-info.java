/// Names, types and subqueries resolved: from the parser's tree to relations.
@NullMarked
package dev.stint.sql.analyze;

import org.jspecify.annotations.NullMarked;
