package dev.stint.coordinator.request;

/// What a run was estimated to cost and take before it started: what was expected, and what would
/// still be no surprise.
public record Expectation(double dollars, double highDollars, double seconds, double highSeconds) {}
