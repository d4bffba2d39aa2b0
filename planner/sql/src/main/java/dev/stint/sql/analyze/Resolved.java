package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.tree.Term;

/// A term, and the expression that it means: over the columns of FROM, and over outputs of what is
/// still to be computed.
record Resolved(Term term, Expression value) {}
