package dev.stint.sql.request;

import dev.stint.plan.expression.Literal;

/// A variable of the session; `initial` is what `SET VAR x = DEFAULT` gives it.
public record Variable(String name, Literal value, Literal initial) {}
