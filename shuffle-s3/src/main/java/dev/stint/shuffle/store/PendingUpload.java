package dev.stint.shuffle.store;

import java.time.Instant;

/// A multipart upload that was begun and is neither completed nor aborted.
public record PendingUpload(String path, String uploadId, Instant begun) {}
