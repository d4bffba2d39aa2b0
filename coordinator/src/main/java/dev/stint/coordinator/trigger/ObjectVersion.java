package dev.stint.coordinator.trigger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An object as it was created, by what an event says of it. `key` is as it is called in S3,
/// nothing in it encoded. `versionId`, `eTag` (without quotes) and `sequencer` are `null` where the
/// event has none; `bytes` is below zero then.
record ObjectVersion(
    String bucket,
    String key,
    @Nullable String versionId,
    @Nullable String eTag,
    long bytes,
    @Nullable String sequencer,
    Instant time) {

  /// What tells it from every other version of any object: the same in each event about it.
  String identity() {
    var version =
        versionId == null
            ? "written/%s/%d/%s".formatted(eTag, bytes, sequencer)
            : "version/" + versionId;
    return bucket + "/" + key + "\n" + version;
  }

  String uri() {
    return "s3://" + bucket + "/" + key;
  }
}
