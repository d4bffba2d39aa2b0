package dev.stint.executor.sink;

import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.BackgroundRequest;
import dev.stint.shuffle.store.ObjectStore;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A multipart upload as a stream. A full part is uploaded on a virtual thread while the next one
/// fills, if there is memory for both; closing ends nothing: the owner calls `finish` or `abort`.
final class UploadStream extends OutputStream {

  /// S3 takes 10,000 parts, so that a file may have 78 GiB.
  private static final int PART_BYTES = 8 << 20;

  private static final int FIRST_BUFFER_BYTES = 64 << 10;

  private final ObjectStore store;
  private final MemoryBudget memory;
  private final String path;
  private final String uploadId;
  private final List<String> eTags = new ArrayList<>();

  private byte[] buffer = new byte[0];
  private int buffered;
  private long sent;
  private long reserved;
  private byte @Nullable [] spare;
  private @Nullable BackgroundRequest<String> upload;
  private byte @Nullable [] uploading;
  private boolean isEnded;

  UploadStream(ObjectStore store, String path, MemoryBudget memory) {
    this.store = store;
    this.path = path;
    this.memory = memory;
    this.uploadId = store.startUpload(path);
  }

  String path() {
    return path;
  }

  /// Bytes written so far.
  long position() {
    return sent + buffered;
  }

  long memoryBytes() {
    return reserved;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      int room = room(left);
      System.arraycopy(bytes, from, buffer, buffered, room);
      buffered += room;
      from += room;
      left -= room;
      if (buffered == PART_BYTES) {
        startPart();
      }
    }
  }

  /// How many of `wanted` bytes fit now, more than 0.
  private int room(int wanted) {
    if (buffered == buffer.length) {
      long doubled = Math.max(FIRST_BUFFER_BYTES, buffer.length * 2L);
      long needed = Math.max(doubled, buffered + (long) wanted);
      grow((int) Math.min(PART_BYTES, needed));
    }
    return Math.min(wanted, buffer.length - buffered);
  }

  private void grow(int bytes) {
    if (upload != null && buffered == 0 && memory.availableBytes() < PART_BYTES) {
      // Without memory for a second part, one is sent before the next is filled.
      awaitPart();
    }
    if (buffered == 0 && spare != null) {
      buffer = spare;
      spare = null;
      return;
    }
    memory.reserve("writing " + path, bytes - buffer.length);
    reserved += bytes - buffer.length;
    buffer = Arrays.copyOf(buffer, bytes);
  }

  private void startPart() {
    awaitPart();
    byte[] part = buffer;
    int length = buffered;
    int number = eTags.size() + 1;
    upload =
        BackgroundRequest.start(
            "upload-part-" + number,
            path,
            () -> store.uploadPart(path, uploadId, number, part, length));
    sent += length;
    buffer = new byte[0];
    buffered = 0;
    uploading = part;
  }

  private void awaitPart() {
    if (upload == null) {
      return;
    }
    // Kept if that fails or is interrupted: then it is stopped before the upload is aborted.
    eTags.add(upload.await());
    spare = uploading;
    upload = null;
    uploading = null;
  }

  /// Uploads what is left. A file has at least one part, if an empty one.
  PendingFile finish(long rowCount) {
    if (buffered > 0 || sent == 0) {
      startPart();
    }
    awaitPart();
    end();
    return new PendingFile(path, uploadId, eTags, sent, rowCount);
  }

  /// Drops the upload; does nothing after the end.
  void abort() {
    if (isEnded) {
      return;
    }
    try {
      if (upload != null) {
        // A part that arrives after the abort would stay in the store.
        upload.stop();
      }
      store.abortUpload(path, uploadId);
    } finally {
      end();
    }
  }

  private void end() {
    isEnded = true;
    memory.release(reserved);
    reserved = 0;
    buffer = new byte[0];
    buffered = 0;
    spare = null;
  }
}
