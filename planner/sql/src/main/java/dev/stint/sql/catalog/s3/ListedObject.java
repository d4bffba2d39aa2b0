package dev.stint.sql.catalog.s3;

/// An object as S3 lists it; `eTag` in its quotes.
public record ListedObject(String key, long bytes, String eTag) {}
