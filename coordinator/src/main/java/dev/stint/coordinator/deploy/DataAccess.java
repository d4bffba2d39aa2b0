package dev.stint.coordinator.deploy;

import dev.stint.config.deploy.AccessPolicy;
import dev.stint.config.deploy.DataLocation;
import dev.stint.config.deploy.DataLocation.Access;
import java.util.List;
import java.util.stream.Stream;

/// What the jobs of a deployment may read and write in S3, as a template notes it: `s3://…` texts,
/// and ARNs of the KMS keys with which those are encrypted.
record DataAccess(List<String> read, List<String> write, List<String> keys) {

  static final DataAccess NONE = new DataAccess(List.of(), List.of(), List.of());

  DataAccess {
    read = List.copyOf(read);
    write = List.copyOf(write);
    keys = List.copyOf(keys);
  }

  /// @throws IllegalArgumentException for what is no location or no key
  AccessPolicy policy(String partition, String workBucket) {
    var locations =
        Stream.concat(
                read.stream().map(text -> DataLocation.parse(text, Access.READ)),
                write.stream().map(text -> DataLocation.parse(text, Access.WRITE)))
            .toList();
    return new AccessPolicy(partition, workBucket, locations, keys);
  }
}
