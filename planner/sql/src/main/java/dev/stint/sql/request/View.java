package dev.stint.sql.request;

/// A query under the name by which the statements after it may read its rows. Its text stands
/// alone: what is wrong with it is shown there, with its name.
public record View(String name, String sql) {}
