package dev.stint.sql.tree;

import dev.stint.plan.expression.SortKey;

/// What rows are ordered by.
public record SortItem(Span span, Term value, SortKey.Direction direction, SortKey.Nulls nulls)
    implements Tree {}
