package dev.stint.shuffle.store;

import java.time.Instant;

/// An object as listed.
public record ObjectInfo(String path, long bytes, String eTag, Instant lastModified) {}
