/// SQL files whose answers a reference engine gives too.
@NullMarked
package dev.stint.tests.sql;

import org.jspecify.annotations.NullMarked;
