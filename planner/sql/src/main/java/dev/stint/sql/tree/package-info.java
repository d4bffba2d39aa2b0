/// What a user asks for, before any name or type in it is resolved: queries, and the terms in them.
/// A parser makes it of text; the analyzer reads nothing else.
@NullMarked
package dev.stint.sql.tree;

import org.jspecify.annotations.NullMarked;
