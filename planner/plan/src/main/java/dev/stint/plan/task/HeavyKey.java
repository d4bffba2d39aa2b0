package dev.stint.plan.task;

/// The value of an exchange's key that most rows of an attempt have, where that is many: as text,
/// columns separated by commas, and about how many rows.
public record HeavyKey(String value, long rows) {}
