/// TPC-H: its data, its queries, and their answers.
@NullMarked
package dev.stint.tests.tpch;

import org.jspecify.annotations.NullMarked;
