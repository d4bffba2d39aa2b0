package dev.stint.shuffle.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to S3 and to what behaves like it. Paths are URIs: `s3://bucket/key`,
/// `file:///absolute/path`. Safe for use by many threads.
///
/// Every method throws [dev.stint.plan.failure.StintException] naming the path: USER for what is
/// missing or denied, TRANSIENT for what may pass (after the implementation's own few retries).
public interface ObjectStore extends AutoCloseable {

  /// Empty when there is no such object.
  Optional<ObjectInfo> head(String path);

  /// The `length` bytes from `offset`, by one request, as they come; ends early only by failing. To
  /// be closed, by which what was not read is given up, not read. Until then it may hold a
  /// connection, also while nobody reads.
  ExactInputStream open(String path, long offset, long length);

  /// Exactly `length` bytes from `offset`, by one request.
  default byte[] read(String path, long offset, int length) {
    byte[] bytes = new byte[length];
    try (ExactInputStream in = open(path, offset, length)) {
      in.readFully(bytes);
    }
    return bytes;
  }

  /// Creates or replaces an object.
  void write(String path, byte[] bytes);

  /// Creates an object unless it is there, atomically. Says whether this call created it.
  boolean createIfAbsent(String path, byte[] bytes);

  /// All objects whose path begins with `prefix`, in the order of their keys' UTF-8 bytes.
  List<ObjectInfo> list(String prefix);

  /// The names of the folders right below `folder`, a prefix that ends in a slash, without what
  /// lies deeper: for keys `a/b/c` and `a/d`, that of `a/` is `b`. In the order of their UTF-8
  /// bytes, by one request for each thousand.
  List<String> folders(String folder);

  /// Deletes objects; those that are not there are no error.
  void delete(Collection<String> paths);

  /// Starts a multipart upload, invisible until completed, and returns its id.
  String startUpload(String path);

  /// Uploads part `number` (from 1; at least [#MIN_PART_BYTES] but for the last) and returns its
  /// ETag.
  String uploadPart(String path, String uploadId, int number, byte[] bytes, int length);

  /// Makes the object of parts 1, 2, … visible, atomically. Completing what is already completed
  /// with the same parts succeeds.
  void completeUpload(String path, String uploadId, List<String> partETags);

  /// Drops an upload and its parts; one that is not there is no error.
  void abortUpload(String path, String uploadId);

  /// Uploads begun under `prefix` and neither completed nor aborted, with their ids.
  List<PendingUpload> listUploads(String prefix);

  @Override
  void close();

  int MIN_PART_BYTES = 5 << 20;
}
