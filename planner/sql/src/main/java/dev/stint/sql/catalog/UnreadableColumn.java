package dev.stint.sql.catalog;

/// A column that a table's files have and that cannot be read. It is no reason to refuse the table:
/// `reason`, a sentence that names the column, is the answer to a query that asks for it.
public record UnreadableColumn(String name, String reason) {}
