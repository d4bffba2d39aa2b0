package dev.stint.sql.catalog;

import dev.stint.plan.expression.Literal;
import org.jspecify.annotations.Nullable;

/// What is known of a column: bounds, `null` when unknown; the share of NULLs, 0 to 1; an estimate
/// of how many distinct values it has, -1 when there is none; the bytes it is stored in, -1 where
/// files do not tell columns apart.
public record ColumnStatistics(
    @Nullable Literal min,
    @Nullable Literal max,
    double nullShare,
    double distinctCount,
    long bytes) {}
