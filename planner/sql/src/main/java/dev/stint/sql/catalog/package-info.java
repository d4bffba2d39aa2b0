/// Tables: their files, schemas, statistics and splits.
@NullMarked
package dev.stint.sql.catalog;

import org.jspecify.annotations.NullMarked;
