package dev.stint.sql.aggregate;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.SortKey;

/// What rows of a window or an aggregate are ordered by.
public record OrderKey(Expression value, SortKey.Direction direction, SortKey.Nulls nulls) {}
