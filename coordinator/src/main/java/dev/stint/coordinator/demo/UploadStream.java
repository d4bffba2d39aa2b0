package dev.stint.coordinator.demo;

import dev.stint.shuffle.store.ObjectStore;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Uploads what is written to it in parts of eight megabytes. The object appears with [#complete];
/// closing before that drops it.
final class UploadStream extends OutputStream {

  private static final int PART_BYTES = 8 << 20;

  private final ObjectStore store;
  private final String path;
  private final String uploadId;
  private final byte[] part = new byte[PART_BYTES];
  private final List<String> partETags = new ArrayList<>();
  private int length;
  private long bytes;
  private boolean isComplete;

  UploadStream(ObjectStore store, String path) {
    this.store = store;
    this.path = path;
    this.uploadId = store.startUpload(path);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int count) {
    int written = 0;
    while (written < count) {
      int piece = Math.min(count - written, PART_BYTES - length);
      System.arraycopy(data, offset + written, part, length, piece);
      length += piece;
      written += piece;
      if (length == PART_BYTES) {
        uploadPart();
      }
    }
  }

  private void uploadPart() {
    partETags.add(store.uploadPart(path, uploadId, partETags.size() + 1, part, length));
    bytes += length;
    length = 0;
  }

  /// Makes the object visible and gives its size.
  long complete() {
    if (length > 0 || partETags.isEmpty()) {
      uploadPart();
    }
    store.completeUpload(path, uploadId, partETags);
    isComplete = true;
    return bytes;
  }

  @Override
  public void close() {
    if (!isComplete) {
      store.abortUpload(path, uploadId);
    }
  }
}
