package dev.stint.shuffle.store;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The port to S3 and to what behaves like it. Paths are URIs: `s3://bucket/key`,
/// `file:///absolute/path`. Safe for use by many threads.
///
/// Every method throws [StintException] naming the path: USER for what is missing or denied,
/// TRANSIENT for what may pass (after the implementation's own few retries).
public interface ObjectStore extends AutoCloseable {

  /// Empty when there is no such object.
  Optional<ObjectInfo> head(String path);

  /// The `length` bytes from `offset`, by one request, as they come; ends early only by failing. To
  /// be closed, by which what was not read is given up, not read. Until then it may hold a
  /// connection, also while nobody reads.
  default ExactInputStream open(String path, long offset, long length) {
    return open(path, null, offset, length);
  }

  /// As [#open(String, long, long)], of the object that has that ETag; of whichever is there where
  /// it is `null`.
  ///
  /// @throws StintException of kind USER when another is there by now, see [#replaced]
  ExactInputStream open(String path, @Nullable String eTag, long offset, long length);

  /// The failure of one who finds another object than the one that was listed.
  static StintException replaced(String path, @Nullable Exception cause) {
    return new StintException(
        FailureKind.USER,
        path + " was replaced after this run was planned; run it again to read what is there now",
        cause);
  }

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

  /// Creates an object unless one is there, atomically. Says whether the object is the caller's: it
  /// was created, or it is there and holds exactly `bytes`, as an earlier try left it whose answer
  /// was lost. So it may be called again after a TRANSIENT failure, and what several may want to
  /// create must say in its bytes who did: two callers with equal bytes are both told that it is
  /// theirs.
  boolean createIfAbsent(String path, byte[] bytes);

  /// All objects whose path begins with `prefix`, in the order of their keys' UTF-8 bytes.
  List<ObjectInfo> list(String prefix);

  /// The names of the folders right below `folder`, a prefix that ends in a slash, without what
  /// lies deeper: for keys `a/b/c` and `a/d`, that of `a/` is `b`. In the order of their UTF-8
  /// bytes, by one request for each thousand.
  List<String> folders(String folder);

  /// Deletes objects; those that are not there are no error.
  void delete(Collection<String> paths);

  /// Deletes an object if it is still the one that was seen, by its ETag, atomically. Says whether
  /// nothing is there now: false means that another object is.
  boolean deleteIfUnchanged(ObjectInfo seen);

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

  /// The bytes of all parts that an upload has; 0 for one that is not there.
  long uploadedBytes(PendingUpload upload);

  /// Takes away what requests that were cut off have left under `prefix` and nobody sees, if it was
  /// last written before `before`; uploads are left alone.
  default SweptFiles sweepTemporary(String prefix, Instant before) {
    return SweptFiles.NONE;
  }

  /// How many requests a caller should have under way at once when it has many.
  default int requestsAtOnce() {
    return 32;
  }

  @Override
  void close();

  int MIN_PART_BYTES = 5 << 20;
}
