/// TPC-DS: its data, its queries, and their answers.
@NullMarked
package dev.stint.tests.tpcds;

import org.jspecify.annotations.NullMarked;
