package dev.stint.sql.tree;

/// A query and the text that it was written in.
public record Statement(Query query, SourceText source) {}
